/** What the private Python environment holds. The launcher refuses every other version of MiniStack. */
export const EMULATOR_PACKAGES = {
  required: ['ministack==1.5.33'],
  // Native CRC64NVME; without it the emulator computes that checksum in Python, about 400 times slower.
  optional: ['awscrt==0.38.1'],
} as const;
