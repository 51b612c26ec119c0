/** Above the map's lower edge: values along the line that was dragged, or of all bands at a point. */
import { useEffect, useState } from 'react';
import { readProfile } from '../../commands/display/profile';
import { notifyUnread } from '../../commands/frames/relink';
import { notifyError } from '../../commands/notify';
import { formatMeters, formatNumber, NO_VALUE } from '../../domain/geo/format-numbers';
import { chartedBands, type Profile, profileCsv } from '../../domain/imaging/profile';
import type { Frame } from '../../domain/model/frame';
import type { Probe } from '../../store/session';
import { useDocument, useServices, useSession } from '../context';
import { IconButton } from '../kit';
import { COMPARED_LETTERS, useComparedFrames } from '../use-frame';
import { ProfileChart, SpectrumChart } from './profile-chart';
import css from './profile-panel.module.css';

export type ProfilePanelProps = { readonly frame: Frame; readonly probe: Probe };

function useProfile(frame: Frame, probe: Probe): Profile | null {
  const services = useServices();
  const [found, setFound] = useState<{ readonly probe: Probe; readonly profile: Profile } | null>(
    null,
  );
  useEffect(() => {
    const stop = new AbortController();
    readProfile(services, frame, probe, stop.signal).then(
      (profile) => {
        if (!stop.signal.aborted) setFound({ probe, profile });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) void notifyUnread(services, frame, error);
      },
    );
    return () => stop.abort();
  }, [services, frame, probe]);
  return found?.probe === probe ? found.profile : null;
}

function lengthText({ resolutionM }: Frame, profile: Profile | null): string {
  const end = profile?.points.at(-1);
  if (!end) return NO_VALUE;
  const pixels = `${formatNumber(end.distancePx, 1)} px`;
  return end.distanceM === null ? pixels : `${formatMeters(end.distanceM, resolutionM)}, ${pixels}`;
}

/** ' on A' where dates are compared. */
function useLetter({ id }: Frame): string {
  const comparing = useSession((state) => state.screen === 'compare');
  const at = useComparedFrames().findIndex((one) => one.id === id);
  return comparing && at >= 0 ? ` on ${COMPARED_LETTERS[at]}` : '';
}

export function ProfilePanel({ frame, probe }: ProfilePanelProps) {
  const { session } = useServices();
  const document = useDocument();
  const profile = useProfile(frame, probe);
  const letter = useLetter(frame);
  const point = probe.from[0] === probe.to[0] && probe.from[1] === probe.to[1];
  const copy = () => {
    if (!profile) return;
    const reference = frame.alignment && document.get('frames', frame.alignment.referenceId);
    const text = profileCsv(profile, frame, reference);
    navigator.clipboard.writeText(text).catch((error: unknown) => {
      notifyError(session, error);
    });
  };
  const place = `px ${probe.from.map((at) => formatNumber(at, 1)).join(', ')}`;
  return (
    <aside className={css.panel} aria-label="Values">
      <header className={css.head}>
        <h2 className={css.title}>
          {point ? 'Values at a point' : 'Values along a line'}
          {letter}
        </h2>
        <span className={css.aside}>{point ? place : lengthText(frame, profile)}</span>
        {profile && profile.scale > 1 ? (
          <span className={css.aside}>1 of {formatNumber(profile.scale)} px</span>
        ) : null}
        <IconButton size="small" icon="copy" label="Copy as CSV" side="top" onClick={copy} />
        <IconButton
          size="small"
          icon="x"
          label="Close"
          side="top"
          onClick={() => session.setState({ probe: null })}
        />
      </header>
      <div className={css.body}>
        {profile === null ? null : point ? (
          <SpectrumChart profile={profile} />
        ) : (
          <ProfileChart
            profile={profile}
            bands={chartedBands(frame)}
            resolutionM={frame.resolutionM}
          />
        )}
      </div>
    </aside>
  );
}
