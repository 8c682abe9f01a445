export default {
  build: { outDir: 'finished' },
};
