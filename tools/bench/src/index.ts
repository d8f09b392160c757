export { chongTay } from './networks/chong-tay.ts';
export { convLstmS } from './networks/conv-lstm-s.ts';
export { tiny } from './networks/tiny.ts';
