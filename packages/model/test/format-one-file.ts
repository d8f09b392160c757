/** The leaky sums on 3×2 grey frames, as a model file of format 1 held them. */
export const formatOneFile = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(base64, 'base64'));

const base64 = [
  'CAgSB2ZpeHR1cmU6gAQKGwoFZnJhbWUSAXgiBENhc3QqCQoCdG8YAaABAgoWCgFoCgRoYWxmEgZoLmhhbGYiA011bAoY',
  'CgZoLmhhbGYKAXgSBmgubmV4dCIDQWRkCiAKA2guMQoHcXVhcnRlchILaC4xLnF1YXJ0ZXIiA011bAokCgtoLjEucXVh',
  'cnRlcgoGaC5uZXh0EghoLjEubmV4dCIDQWRkChkKCGguMS5uZXh0EgNtYXAiCElkZW50aXR5CjkKA21hcBIFc2NvcmUi',
  'ClJlZHVjZU1lYW4qDgoEYXhlc0IDAQIDoAEHKg8KCGtlZXBkaW1zGAGgAQISBHN0ZXAqDhABIgQAAAA/QgRoYWxmKhEQ',
  'ASIEAACAPkIHcXVhcnRlclogCgVmcmFtZRIXChUIAhIRCgMSAU4KAggCCgIIAwoCCAFaHAoBaBIXChUIARIRCgMSAU4K',
  'AggCCgIIAwoCCAFaHgoDaC4xEhcKFQgBEhEKAxIBTgoCCAIKAggDCgIIAWIjCghoLjEubmV4dBIXChUIARIRCgMSAU4K',
  'AggCCgIIAwoCCAFiIQoGaC5uZXh0EhcKFQgBEhEKAxIBTgoCCAIKAggDCgIIAWIeCgNtYXASFwoVCAESEQoDEgFOCgII',
  'AgoCCAMKAggBYiAKBXNjb3JlEhcKFQgBEhEKAxIBTgoCCAEKAggBCgIIAUIECgAQEXITCg5wcmVzYWdlLmZvcm1hdBIB',
  'MXKyAgoNcHJlc2FnZS5tb2RlbBKgAnsibmVlZHMiOnsid2lkdGgiOjMsImhlaWdodCI6MiwiZm9ybWF0IjoiZ3JheTgi',
  'LCJmcmFtZVJhdGUiOjV9LCJmcmFtZUlucHV0IjoiZnJhbWUiLCJzdGF0ZXMiOlt7ImlucHV0IjoiaCIsIm91dHB1dCI6',
  'ImgubmV4dCIsInNoYXBlIjpbMiwzLDFdfSx7ImlucHV0IjoiaC4xIiwib3V0cHV0IjoiaC4xLm5leHQiLCJzaGFwZSI6',
  'WzIsMywxXX1dLCJvdXRwdXRzIjpbeyJuYW1lIjoic2NvcmUiLCJzaGFwZSI6WzEsMSwxXX0seyJuYW1lIjoibWFwIiwi',
  'c2hhcGUiOlsyLDMsMV19XSwid2FybVVwRnJhbWVzIjoyfQ==',
].join('');
