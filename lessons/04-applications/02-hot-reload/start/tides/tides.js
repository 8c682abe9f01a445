export const tides = {
  harbour: 'Bergen',
  high: ['04:10', '16:35'],
};
