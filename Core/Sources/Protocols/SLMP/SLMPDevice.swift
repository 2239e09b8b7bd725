/// A kind of device memory, by the code that it has in binary frames.
///
/// Source: MITSUBISHI SH-080956ENG "SLMP Reference Manual", clause 5.2, "Device code list"; for 1E SH-080008,
/// clause
/// 18.2.
struct SLMPDevice: Hashable, Sendable {
  var code: UInt8

  /// By the code of binary frames: one octet, or two with subcommands of iQ-R.
  init?(code: UInt16) {
    self.code = UInt8(truncatingIfNeeded: code)
    guard code <= 0xFF, !text.isEmpty else { return nil }
  }

  /// By the two letters of ASCII frames, the second `*` where there is one letter.
  init?(letters first: UInt8, _ second: UInt8) {
    switch (first, second) {
    case (0x53, 0x4D): code = 0x91
    case (0x53, 0x44): code = 0xA9
    case (0x58, 0x2A): code = 0x9C
    case (0x59, 0x2A): code = 0x9D
    case (0x4D, 0x2A): code = 0x90
    case (0x4C, 0x2A): code = 0x92
    case (0x46, 0x2A): code = 0x93
    case (0x56, 0x2A): code = 0x94
    case (0x42, 0x2A): code = 0xA0
    case (0x44, 0x2A): code = 0xA8
    case (0x57, 0x2A): code = 0xB4
    case (0x54, 0x53): code = 0xC1
    case (0x54, 0x43): code = 0xC0
    case (0x54, 0x4E): code = 0xC2
    case (0x53, 0x53): code = 0xC7
    case (0x53, 0x43): code = 0xC6
    case (0x53, 0x4E): code = 0xC8
    case (0x43, 0x53): code = 0xC4
    case (0x43, 0x43): code = 0xC3
    case (0x43, 0x4E): code = 0xC5
    case (0x53, 0x42): code = 0xA1
    case (0x53, 0x57): code = 0xB5
    case (0x53, 0x2A): code = 0x98
    case (0x44, 0x58): code = 0xA2
    case (0x44, 0x59): code = 0xA3
    case (0x5A, 0x2A): code = 0xCC
    case (0x52, 0x2A): code = 0xAF
    case (0x5A, 0x52): code = 0xB0
    default: return nil
    }
  }

  /// By the code of 1E: two letters, the second a space where there is one.
  init?(code1E code: UInt16) {
    switch code {
    case 0x4420: self.code = 0xA8
    case 0x5220: self.code = 0xAF
    case 0x4D20: self.code = 0x90
    case 0x5320: self.code = 0x98
    case 0x4620: self.code = 0x93
    case 0x5820: self.code = 0x9C
    case 0x5920: self.code = 0x9D
    case 0x4220: self.code = 0xA0
    case 0x5720: self.code = 0xB4
    case 0x544E: self.code = 0xC2
    case 0x5453: self.code = 0xC1
    case 0x5443: self.code = 0xC0
    case 0x434E: self.code = 0xC5
    case 0x4353: self.code = 0xC4
    case 0x4343: self.code = 0xC3
    default: return nil
    }
  }

  /// Its numbers are written in hexadecimal.
  var isHexadecimal: Bool {
    switch code {
    case 0x9C, 0x9D, 0xA0, 0xB4, 0xA1, 0xB5, 0xA2, 0xA3: true
    default: false
    }
  }

  /// Its letters; empty where the code names no device.
  var text: String {
    switch code {
    case 0x91: "sm"
    case 0xA9: "sd"
    case 0x9C: "x"
    case 0x9D: "y"
    case 0x90: "m"
    case 0x92: "l"
    case 0x93: "f"
    case 0x94: "v"
    case 0xA0: "b"
    case 0xA8: "d"
    case 0xB4: "w"
    case 0xC1: "ts"
    case 0xC0: "tc"
    case 0xC2: "tn"
    case 0x51: "lts"
    case 0x50: "ltc"
    case 0x52: "ltn"
    case 0xC7: "sts"
    case 0xC6: "stc"
    case 0xC8: "stn"
    case 0xC4: "cs"
    case 0xC3: "cc"
    case 0xC5: "cn"
    case 0x55: "lcs"
    case 0x54: "lcc"
    case 0x56: "lcn"
    case 0xA1: "sb"
    case 0xB5: "sw"
    case 0x98: "s"
    case 0xA2: "dx"
    case 0xA3: "dy"
    case 0xCC: "z"
    case 0x62: "lz"
    case 0xAF: "r"
    case 0xB0: "zr"
    case 0x2C: "rd"
    default: ""
    }
  }
}
