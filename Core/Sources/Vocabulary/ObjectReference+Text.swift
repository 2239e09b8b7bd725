extension ObjectReference {
  /// The object as contracts/activities spells it, or nil where the message names none. Wire text is raw.
  public func spelled(_ names: NameTable) -> [UInt8]? {
    guard space != .none else { return nil }
    var text: [UInt8] = []
    appendSpelling(names, to: &text)
    return text
  }

  /// Appends the object as contracts/activities spells it, nothing where the message names none.
  public func appendSpelling(_ names: NameTable, to text: inout [UInt8]) {
    func add(_ word: String) { text.append(contentsOf: word.utf8) }
    func add(number: UInt32) { appendDecimal(UInt64(number), to: &text) }
    func add(hexadecimal: UInt32, width: Int) {
      add("0x")
      appendHexadecimal(UInt64(hexadecimal), width: width, to: &text)
    }
    func range() {
      add(number: from)
      if to != from {
        add("-")
        add(number: to)
      }
    }
    func wire() { text.append(contentsOf: names.octets(of: name)) }
    func worded(_ word: String) {
      add(word)
      wire()
    }
    func ranged(_ word: String) {
      add(word)
      range()
    }

    switch space {
    case .none: return
    case .coils: ranged("coils ")
    case .discreteInputs: ranged("discrete-inputs ")
    case .inputRegisters: ranged("input-registers ")
    case .holdingRegisters: ranged("holding-registers ")
    case .fileRecords:
      add("file ")
      add(number: part)
      ranged(" records ")
    case .diagnostics: ranged("diagnostics ")
    case .dataBlock:
      add("db")
      add(number: part)
      ranged(" bytes ")
    case .inputs: ranged("inputs bytes ")
    case .outputs: ranged("outputs bytes ")
    case .merkers: ranged("merkers bytes ")
    case .timers: ranged("timers ")
    case .counters: ranged("counters ")
    case .peripheral: ranged("peripheral bytes ")
    case .block:
      add("block ")
      add(Self.blockType(part))
      add(number: from)
    case .szl:
      add("szl ")
      add(hexadecimal: from, width: 4)
    case .tag: worded("tag ")
    case .cipAttribute:
      add("class ")
      add(hexadecimal: part, width: 2)
      if from != Self.missingNumber {
        add(" instance ")
        add(number: from)
      }
      if to != Self.missingNumber {
        add(" attribute ")
        add(number: to)
      }
    case .cipConnection: worded("connection ")
    case .nodeNumeric:
      if part != 0 {
        add("ns=")
        add(number: part)
        add(";")
      }
      add("i=")
      add(number: from)
    case .nodeText:
      if part != 0 {
        add("ns=")
        add(number: part)
        add(";")
      }
      wire()
    case .endpoint: worded("endpoint ")
    case .amsOffset:
      add("port ")
      add(number: part)
      add(" group ")
      add(hexadecimal: name.rawValue, width: 4)
      ranged(" offset ")
    case .amsPort:
      add("port ")
      add(number: part)
    case .mmsVariable:
      if part != 0 {
        text.append(contentsOf: names.octets(of: NameID(rawValue: part)))
        add("/")
      }
      wire()
    case .mmsDomain: worded("domain ")
    case .metric:
      text.append(contentsOf: names.octets(of: NameID(rawValue: part)))
      add(" ")
      wire()
    case .clientID: worded("client ")
    case .alState: add("state \(Self.alState(from))")
    case .canObject:
      add("sdo ")
      add(hexadecimal: part, width: 4)
      add(":")
      appendHexadecimal(UInt64(from), width: 2, to: &text)
    case .hartCommand:
      if part != 0 || name != .none {
        add("device ")
        appendHexadecimal(UInt64(name.rawValue), width: 4, to: &text)
        appendHexadecimal(UInt64(part), width: 6, to: &text)
        add(" ")
      }
      add("command ")
      add(number: from)
    case .topic: wire()
    case .mmsProgram: worded("program ")
    case .nameOfStation: add("name-of-station")
    case .ipSuite: add("ip-suite")
    case .factoryReset: add("factory-reset")
    case .dcpOption:
      add("option ")
      add(number: from)
      add("/")
      add(number: to)
    case .areaWords:
      wire()
      ranged(" words ")
    case .areaBits:
      wire()
      add(" bits ")
      Self.appendBit(from, to: &text)
      if to != from {
        add("-")
        Self.appendBit(to, to: &text)
      }
    case .device:
      wire()
      ranged(" ")
    case .hexadecimalDevice:
      wire()
      add(" ")
      add(hexadecimal: from, width: 1)
      if to != from {
        add("-")
        add(hexadecimal: to, width: 1)
      }
    case .memoryBlock:
      add("block ")
      add(number: part)
      ranged(" bytes ")
    case .deviceRecord:
      add("slot ")
      add(number: part >> 16)
      add(" subslot ")
      add(number: part & 0xFFFF)
      add(" index ")
      add(hexadecimal: from, width: 4)
    case .dnp3Points:
      add("g")
      add(number: part >> 8)
      add("v")
      add(number: part & 0xFF)
      if from != Self.missingNumber { ranged(" points ") }
    case .informationObjects:
      add("ca ")
      add(number: part)
      if from != Self.missingNumber { ranged(" ioa ") }
    case .bacnetProperty: appendBACnetSpelling(to: &text)
    case .symbolicVariable:
      add(Self.symbolicArea(part))
      if part >> 16 == 0x8A0E { add(number: part & 0xFFFF) }
      if from != Self.missingNumber {
        add(" lid ")
        add(number: from)
        wire()
      }
    case .objectAttribute:
      add("object ")
      add(number: part)
      if from != Self.missingNumber {
        add(" attribute ")
        add(number: from)
        wire()
      }
    case .user: worded("user ")
    case .service: worded("service ")
    case .sni: worded("sni ")
    case .httpGet: worded("GET ")
    case .httpPost: worded("POST ")
    case .httpPut: worded("PUT ")
    case .httpDelete: worded("DELETE ")
    case .dnsA: worded("A ")
    case .dnsAAAA: worded("AAAA ")
    case .dnsPTR: worded("PTR ")
    case .httpOther, .dnsOther, .share, .file, .text: wire()
    }
  }

  /// Source: T. Wiens, S7CommPlusDriver, `Ids.cs`: native objects of a controller.
  private static func symbolicArea(_ area: UInt32) -> String {
    switch area {
    case 80: "inputs"
    case 81: "outputs"
    case 82: "merkers"
    case 83: "counters"
    case 84: "timers"
    default: "db"
    }
  }

  /// A bit as word and bit in it, both decimal: 100.07.
  private static func appendBit(_ bit: UInt32, to text: inout [UInt8]) {
    appendDecimal(UInt64(bit >> 4), to: &text)
    text.append(UInt8(ascii: "."))
    appendDecimal(UInt64(bit & 15), width: 2, to: &text)
  }

  /// Source: ETG.1000.6, clause 6.4.1: EtherCAT's states.
  private static func alState(_ code: UInt32) -> String {
    switch code {
    case 1: "INIT"
    case 2: "PRE-OP"
    case 3: "BOOT"
    case 4: "SAFE-OP"
    case 8: "OP"
    default: "unknown"
    }
  }

  /// Source: the block types that S7 engineering shows; the code is the ASCII of the type's second digit.
  private static func blockType(_ code: UInt32) -> String {
    switch UInt8(truncatingIfNeeded: code) {
    case UInt8(ascii: "8"): "ob"
    case UInt8(ascii: "A"): "db"
    case UInt8(ascii: "B"): "sdb"
    case UInt8(ascii: "C"): "fc"
    case UInt8(ascii: "D"): "sfc"
    case UInt8(ascii: "E"): "fb"
    case UInt8(ascii: "F"): "sfb"
    default: "type-"
    }
  }
}
