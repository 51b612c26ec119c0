import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { contentPolicy } from './src/scripts/lib/content-policy.mjs';
import { packageReport } from './src/scripts/lib/package-report.mjs';
import { unitProjects } from './src/scripts/lib/unit-projects.mjs';
import { unusedDecoders } from './src/scripts/lib/unused-decoders.mjs';

const packages = packageReport();

/** Tests in Node; the real application in a browser is `vitest run --mode e2e`. */
const unit = {
  // Left to itself Vitest keeps one core free, which of two is half the machine.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  projects: unitProjects({
    environment: 'node' as const,
    // What takes a second by itself may take ten on a busy machine.
    testTimeout: 30_000,
  }),
};
const e2e = {
  include: ['test/e2e/**/*.e2e.ts'],
  environment: 'node' as const,
  globalSetup: ['test/e2e/support/server.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // What is waited for takes its time on a busy machine; the second that is usual fails by chance.
  expect: { poll: { timeout: 15_000 } },
  // Two browsers at once keep two cores busy; more only make each other late.
  maxWorkers: 2,
  // A machine that others load may miss a beat; which tests needed the second try is printed.
  retry: process.env.CI ? 1 : 0,
};

export default defineConfig(({ mode }) => ({
  plugins: [react(), unusedDecoders(), packages.page, contentPolicy()],
  worker: { format: 'es', plugins: () => [unusedDecoders(), packages.worker()] },
  // Vite looks for packages from the page on; what it finds in a worker later makes it reload the page.
  optimizeDeps: { entries: ['index.html', 'src/workers/*.worker.ts'] },
  build: { target: 'es2023', manifest: true, chunkSizeWarningLimit: 700 },
  test: mode === 'e2e' ? e2e : unit,
}));
