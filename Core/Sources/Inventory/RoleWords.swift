import Vocabulary

/// Roles that a device's own words give away: order numbers, model names, host names, operating systems.
///
/// Source: makers' catalogues: Siemens MLFB groups (6ES7 CPU, I/O; 6AV; 6GK5; 6SL3), Rockwell bulletin
/// numbers, Schneider commercial references, Beckhoff and WAGO type codes.
enum RoleWords {
  /// Of an order number, by the maker's own numbering.
  static func roles(ofOrderNumber text: ArraySlice<UInt8>) -> RoleSet {
    let number = text.filter { $0 != UInt8(ascii: " ") }.map { upper($0) }[...]
    if number.starts(with: "6ES7".utf8) { return siemensRoles(number.dropFirst(4)) }
    for entry in prefixes where begins(number, entry.prefix) { return RoleSet(entry.role) }
    return []
  }

  /// Of a model or product name: words in it, else its beginning as an order number.
  static func roles(ofModel text: ArraySlice<UInt8>) -> RoleSet {
    let numbered = roles(ofOrderNumber: text)
    if !numbered.isEmpty { return numbered }
    let name = text.map { upper($0) }
    for entry in modelWords where contains(name, entry.word) { return RoleSet(entry.role) }
    return []
  }

  static func roles(ofOperatingSystem text: ArraySlice<UInt8>) -> RoleSet {
    let name = text.map { upper($0) }
    if contains(name, "WINDOWS SERVER") { return RoleSet(.server) }
    return contains(name, "WINDOWS") ? RoleSet(.workstation) : []
  }

  /// Of a host name: whole parts of it only, so that `shmidt` is no HMI.
  static func roles(ofHostname text: ArraySlice<UInt8>) -> RoleSet {
    var roles: RoleSet = []
    var part: [UInt8] = []
    for octet in text.map({ upper($0) }) + [UInt8(ascii: "-")] {
      if octet >= UInt8(ascii: "A") && octet <= UInt8(ascii: "Z") {
        part.append(octet)
        continue
      }
      for entry in hostParts where part.elementsEqual(entry.word.utf8) {
        roles.formUnion(RoleSet(entry.role))
      }
      part.removeAll(keepingCapacity: true)
    }
    return roles
  }

  /// `rest` is what follows 6ES7. A CPU has a 1 behind its family's digit (6ES7 3**1**5, 6ES7 5**1**6).
  private static func siemensRoles(_ rest: ArraySlice<UInt8>) -> RoleSet {
    let digits = Array(rest.prefix(5))
    guard digits.count >= 3 else { return [] }
    switch digits[0] {
    case UInt8(ascii: "1"):
      // ET 200 interface modules with a CPU inside: 6ES7 151-8, 154-8, and the 6ES7 151x of ET 200SP.
      let hasCPU = digits.count >= 5 && digits[3] == UInt8(ascii: "-") && digits[4] == UInt8(ascii: "8")
      return hasCPU ? .controller : RoleSet(.ioDevice)
    case UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "5"):
      return digits[1] == UInt8(ascii: "1") ? .controller : RoleSet(.ioDevice)
    case UInt8(ascii: "6"): return .controller
    default: return []
    }
  }

  /// Beginnings of order numbers; `#` stands for any digit, so that `EPSON` is no EP box.
  private static let prefixes: [(prefix: String, role: Role)] = [
    ("6AV", .hmi), ("6GK5", .networkSwitch), ("6GK6", .networkSwitch), ("6GK73", .controller),
    ("6GK74", .controller), ("6SL3", .drive), ("6SE7", .drive), ("6SN1", .drive),
    ("1756-", .controller), ("1768-L", .controller), ("1769-L", .controller), ("5069-L", .controller),
    ("1761-L", .controller), ("1762-L", .controller), ("1763-L", .controller), ("1764-L", .controller),
    ("1766-L", .controller), ("1785-L", .controller), ("1747-L", .controller), ("2080-L", .controller),
    ("1734-", .ioDevice), ("1794-", .ioDevice), ("1738-", .ioDevice), ("1732", .ioDevice),
    ("1791", .ioDevice), ("5094-", .ioDevice), ("1783-", .networkSwitch), ("2711", .hmi), ("2198-", .drive),
    ("2097-", .drive), ("25A-", .drive), ("25B-", .drive),
    ("BMXP", .controller), ("BMEP", .controller), ("BMXNOE", .controller), ("BMENOC", .controller),
    ("TM2#", .controller), ("140CPU", .controller), ("140NOE", .controller), ("TSXP", .controller),
    ("TSXETY", .controller), ("BMXCRA", .ioDevice), ("BMECRA", .ioDevice), ("STBN", .ioDevice),
    ("TM3BC", .ioDevice), ("ATV#", .drive), ("HMIGT", .hmi), ("HMIST", .hmi), ("XBTGT", .hmi),
    ("CX#", .controller), ("BC9#", .controller), ("BK9#", .ioDevice), ("EK1#", .ioDevice), ("EP#", .ioDevice),
    ("750-8", .controller), ("750-3", .ioDevice),
  ]

  private static let modelWords: [(word: String, role: Role)] = [
    ("STEP 7", .engineeringWorkstation), ("TIA PORTAL", .engineeringWorkstation),
    ("STUDIO 5000", .engineeringWorkstation), ("RSLOGIX", .engineeringWorkstation),
    ("UNITY PRO", .engineeringWorkstation), ("CONTROL EXPERT", .engineeringWorkstation),
    ("HISTORIAN", .historian), ("WINCC", .hmi), ("PANELVIEW", .hmi), ("SIMATIC HMI", .hmi),
    ("SIMATIC-HMI", .hmi), ("COMFORT PANEL", .hmi), ("MAGELIS", .hmi), ("FACTORYTALK VIEW", .hmi),
    ("SCALANCE", .networkSwitch), ("STRATIX", .networkSwitch), ("RUGGEDCOM", .networkSwitch),
    ("HIRSCHMANN", .networkSwitch), ("CATALYST", .networkSwitch), ("SINAMICS", .drive),
    ("POWERFLEX", .drive), ("ALTIVAR", .drive), ("KINETIX", .drive), ("MOVIDRIVE", .drive),
    ("ET 200", .ioDevice), ("ET200", .ioDevice), ("POINT I/O", .ioDevice), ("FLEX I/O", .ioDevice),
    ("S7-200", .controller), ("S7-300", .controller), ("S7-400", .controller), ("S7-1200", .controller),
    ("S7-1500", .controller), ("SIMATIC 300", .controller), ("SIMATIC 400", .controller),
    ("CPU 3", .controller), ("CPU 4", .controller), ("CPU 12", .controller), ("CPU 15", .controller),
    ("LOGIX", .controller), ("MODICON", .controller), ("TWINCAT", .controller), ("PFC200", .controller),
    ("LASERJET", .printer), ("PRINTER", .printer), ("CAMERA", .camera),
  ]

  private static let hostParts: [(word: String, role: Role)] = [
    ("HMI", .hmi), ("SCADA", .hmi), ("PANEL", .hmi), ("EWS", .engineeringWorkstation),
    ("ENG", .engineeringWorkstation), ("ENGINEERING", .engineeringWorkstation), ("HISTORIAN", .historian),
    ("PLC", .controller), ("CPU", .controller), ("RTU", .controller),
  ]

  private static func upper(_ octet: UInt8) -> UInt8 {
    octet >= UInt8(ascii: "a") && octet <= UInt8(ascii: "z") ? octet &- 32 : octet
  }

  private static func begins(_ text: ArraySlice<UInt8>, _ prefix: String) -> Bool {
    var at = text.startIndex
    for octet in prefix.utf8 {
      guard at < text.endIndex else { return false }
      let isDigit = text[at] >= UInt8(ascii: "0") && text[at] <= UInt8(ascii: "9")
      guard text[at] == octet || (octet == UInt8(ascii: "#") && isDigit) else { return false }
      at += 1
    }
    return true
  }

  private static func contains(_ text: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard text.count >= word.count else { return false }
    for start in 0...(text.count - word.count) where text[start...].starts(with: word) { return true }
    return false
  }
}
