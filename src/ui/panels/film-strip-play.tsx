/** Plays the dates of the strip, and says how long each is seen. */
import { PLAY_CONTROLS, playChoices, playSeconds } from '../../commands/frames/play';
import { CommandIcon } from '../command-controls';
import { useServices, useSession } from '../context';
import { Icon, Menu } from '../kit';
import css from './film-strip.module.css';

export function PlayControls() {
  const services = useServices();
  const { session } = services;
  const playing = useSession((state) => state.playing);
  useSession((state) => state.playSeconds);
  const now = playSeconds(services);
  const entries = () =>
    playChoices().map((seconds) => ({
      id: `${seconds}`,
      label: `${seconds} s for each date`,
      checked: seconds === now,
      onSelect: () => session.setState({ playSeconds: seconds }),
    }));
  return (
    <div className={css.play} {...{ [PLAY_CONTROLS]: true }}>
      <CommandIcon
        id="frames.play"
        icon={playing ? 'pause' : 'play'}
        detail="Any key or click stops it"
        size="small"
        side="top"
      />
      <Menu side="top" entries={entries}>
        <button type="button" className={css.pace} aria-label={`Time for each date: ${now} s`}>
          {`${now} s`}
          <Icon name="chevron-down" size={14} />
        </button>
      </Menu>
    </div>
  );
}
