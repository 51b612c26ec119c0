/** How a display is quoted in exports: all that is needed to show the picture like this again. */
import { describe, expect, it } from 'vitest';
import { displayText } from '../../../src/domain/imaging/display-text';
import { FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import type { Stretch } from '../../../src/domain/model/stretch';
import { sampleFrame } from '../store/sample-frame';

const ids = { id: FrameId.parse('frm_1'), projectId: ProjectId.parse('prj_1') };
const { raster, stretch } = sampleFrame({ ...ids, siteId: SiteId.parse('sit_1') });
const quoted = (changes: Partial<Stretch>) =>
  displayText({ raster, stretch: { ...stretch, ...changes } });

describe('a display in exports', () => {
  it('is its bands and its bounds alone where nothing else was done', () => {
    expect(quoted({})).toBe('True colour 1-2-3, as is, values 0 to 255, 0 to 255, 0 to 255');
  });

  it('has its bounds to six figures, and how they were found', () => {
    const lo: Stretch['lo'] = [210.1234567, -0.000123456, 3];
    const hi: Stretch['hi'] = [65_535, 1, 1234.5678];
    expect(quoted({ lo, hi, method: 'percentile', parameter: 0.5 })).toBe(
      'True colour 1-2-3, 0.5–99.5 %, values 210.123 to 65535, -0.000123456 to 1, 3 to 1234.57',
    );
    expect(quoted({ method: 'manual', extent: 'view' })).toContain('by hand of a view');
  });

  it('says every change that makes it look otherwise', () => {
    const plain = quoted({});
    const said = {
      gamma: [{ gamma: 1.6 }, 'γ 1.6'],
      brightness: [{ brightness: -0.15 }, 'brightness -0.15'],
      contrast: [{ contrast: 1.4 }, 'contrast 1.4'],
      saturation: [{ saturation: 0 }, 'saturation 0'],
      sharpen: [{ sharpen: 0.8 }, 'sharpened 0.8'],
      invert: [{ invert: true }, 'inverted'],
    } as const;
    for (const [what, [changes, words]] of Object.entries(said)) {
      expect(quoted(changes), what).toBe(`${plain}, ${words}`);
    }
    const one = { bands: [0] as [number], lo: [0], hi: [255] };
    expect(quoted({ ...one, ramp: 'uniform' })).toMatch(/, values 0 to 255, uniform colours$/);
    expect(quoted({ ...one, decibel: true })).toMatch(/, values 0 to 255, in decibels$/);
  });
});
