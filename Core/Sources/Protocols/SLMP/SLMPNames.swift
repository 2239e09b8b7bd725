/// The names of SLMP's commands; those of 1E stand above ``SLMPFrame/codeOf1E``.
///
/// Source: MITSUBISHI SH-080956ENG "SLMP Reference Manual", clause 5.1; SH-080008, clause 18.
enum SLMPNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, command(code.rawValue))
  }

  static func command(_ code: UInt32) -> String {
    switch code {
    case 0x0101: "read type name"
    case 0x0401: "read"
    case 0x0403: "read random"
    case 0x0406: "read block"
    case 0x041A: "array label read"
    case 0x041C: "label read random"
    case 0x0601: "extend unit read"
    case 0x0613: "memory read"
    case 0x0619: "self test"
    case 0x0801: "entry monitor device"
    case 0x0802: "execute monitor"
    case 0x1001: "remote run"
    case 0x1002: "remote stop"
    case 0x1003: "remote pause"
    case 0x1005: "remote latch clear"
    case 0x1006: "remote reset"
    case 0x1401: "write"
    case 0x1402: "write random"
    case 0x1406: "write block"
    case 0x141A: "array label write"
    case 0x141B: "label write random"
    case 0x1601: "extend unit write"
    case 0x1613: "memory write"
    case 0x1617: "clear error"
    case 0x1630: "password unlock"
    case 0x1631: "password lock"
    case 0x1810: "read directory"
    case 0x1811: "search directory"
    case 0x1820: "new file"
    case 0x1822: "delete file"
    case 0x1824: "copy file"
    case 0x1825: "change file state"
    case 0x1826: "change file date"
    case 0x1827: "open file"
    case 0x1828: "read file"
    case 0x1829: "write file"
    case 0x182A: "close file"
    case 0x1E00: "batch read of bits (1e)"
    case 0x1E01: "batch read of words (1e)"
    case 0x1E02: "batch write of bits (1e)"
    case 0x1E03: "batch write of words (1e)"
    case 0x1E13: "remote run (1e)"
    case 0x1E14: "remote stop (1e)"
    case 0x1E15: "read type (1e)"
    default: ""
    }
  }
}
