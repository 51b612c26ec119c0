/**
 * Layers of one canvas share the programs that its graphics context has compiled. OpenLayers compiles them for
 * each layer, and asks three times whether that went well, which waits for everything that is being drawn.
 * Programs go with their context: a layer is taken off the map, and so lets its context go, before it is disposed
 * of, and then deletes none.
 */
import type WebGLHelper from 'ol/webgl/Helper';

const compiled = new WeakMap<WebGLRenderingContext, Map<string, WebGLProgram>>();

function programsOf(gl: WebGLRenderingContext): Map<string, WebGLProgram> {
  const known = compiled.get(gl);
  if (known) return known;
  const programs = new Map<string, WebGLProgram>();
  compiled.set(gl, programs);
  // What a context had compiled is gone with it, also when it comes back.
  gl.canvas.addEventListener('webglcontextlost', () => programs.clear());
  return programs;
}

export function sharePrograms(helper: WebGLHelper): void {
  const compile = helper.getProgram.bind(helper);
  helper.getProgram = (fragmentShader, vertexShader) => {
    const programs = programsOf(helper.getGL());
    const key = `${fragmentShader}\n${vertexShader}`;
    const program = programs.get(key) ?? compile(fragmentShader, vertexShader);
    programs.set(key, program);
    return program;
  };
}
