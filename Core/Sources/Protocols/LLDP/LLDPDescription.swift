import Vocabulary

/// Reads a system description where its maker's way of writing is known.
///
/// Siemens' devices write their type plate with commas: maker, family, type, order number, `HW:`, `FW:`,
/// serial number. Their software on a PC writes the PC's maker and type, version, serial number, and `+ HMI`
/// where a runtime is installed.
enum LLDPDescription {
  /// Fields of one description that are read.
  private static let fieldLimit = 12

  static func tell(
    _ text: Span<UInt8>, isProfinet: Bool, of device: EndpointID, _ dissection: inout Dissection,
    source: StaticString = "lldp system description"
  ) {
    if starts(text, with: "Siemens, ") { return tellTypePlate(text, of: device, &dissection, source) }
    if starts(text, with: "Cisco ") { return tellCisco(text, of: device, &dissection, source) }
    if starts(text, with: "Siemens AG ") {
      dissection.tell(.vendor, "Siemens", of: device, source: source)
      return dissection.tell(
        .model, text.extracting(11..<text.count), of: device, source: source)
    }
    if let software = position(of: " - SW: ", in: text) {
      dissection.tell(.model, text.extracting(0..<software), of: device, source: source)
      return dissection.tell(
        .firmware, text.extracting((software + 7)..<text.count), of: device,
        source: source)
    }
    if position(of: "Linux", in: text) != nil || starts(text, with: "Windows") {
      return dissection.tell(
        .operatingSystem, text.extracting(firstLine(text)), of: device, source: source)
    }
    if isProfinet { return tellStation(text, of: device, &dissection, source) }
    dissection.tell(.model, text.extracting(firstLine(text)), of: device, source: source)
  }

  private static func tellTypePlate(
    _ text: Span<UInt8>, of device: EndpointID, _ dissection: inout Dissection, _ source: StaticString
  ) {
    var start = 0
    for field in 0..<fieldLimit where start <= text.count {
      let end = end(at: UInt8(ascii: ","), in: text, from: start)
      let value = text.extracting(trimmed(start..<end, of: text))
      start = end + 1
      switch field {
      case 0: dissection.tell(.vendor, value, of: device, source: source)
      case 1: break
      case 2: dissection.tell(.model, value, of: device, source: source)
      case 3: dissection.tell(.orderNumber, value, of: device, source: source)
      default:
        if starts(value, with: "HW:") {
          dissection.tell(
            .hardware, value.extracting(versionStart(value)..<value.count), of: device,
            source: source)
        } else if starts(value, with: "FW:") {
          dissection.tell(
            .firmware, value.extracting(versionStart(value)..<value.count), of: device,
            source: source)
        } else if starts(value, with: "SN:") {
          dissection.tell(
            .serial, value.extracting(3..<value.count), of: device, source: source)
        } else if starts(value, with: "S ") {
          dissection.tell(.serial, value, of: device, source: source)
        }
      }
    }
  }

  /// Behind a word `Version`, which some devices write and others do not.
  private static func versionStart(_ text: Span<UInt8>) -> Int {
    position(of: "Version ", in: text).map { $0 + 8 } ?? 3
  }

  private static func tellCisco(
    _ text: Span<UInt8>, of device: EndpointID, _ dissection: inout Dissection, _ source: StaticString
  ) {
    dissection.tell(.vendor, "Cisco", of: device, source: source)
    let system = end(at: UInt8(ascii: ","), in: text, from: 0)
    dissection.tell(
      .operatingSystem, text.extracting(0..<system), of: device, source: source)
    guard system < text.count else { return }
    let type = trimmed((system + 1)..<text.count, of: text)
    let typeEnd = end(at: UInt8(ascii: " "), in: text, from: type.lowerBound)
    dissection.tell(
      .model, text.extracting(type.lowerBound..<max(type.lowerBound, typeEnd)), of: device,
      source: source)
    if let version = position(of: "Version ", in: text) {
      let versionEnd = end(at: UInt8(ascii: ","), in: text, from: version)
      dissection.tell(
        .firmware, text.extracting((version + 8)..<max(version + 8, versionEnd)), of: device,
        source: source)
    }
  }

  private static func tellStation(
    _ text: Span<UInt8>, of device: EndpointID, _ dissection: inout Dissection, _ source: StaticString
  ) {
    let runtime = position(of: " + ", in: text)
    if let runtime, starts(text, with: "HMI", at: runtime + 3) {
      dissection.tell(.role, Role.hmi.text, of: device, source: source)
    }
    let plate = text.extracting(0..<(runtime ?? text.count))
    let model = end(at: UInt8(ascii: ","), in: plate, from: 0)
    dissection.tell(.model, plate.extracting(0..<model), of: device, source: source)
    let version = end(at: UInt8(ascii: ","), in: plate, from: model + 1)
    guard version < plate.count, plate.count - version > 2 else { return }
    dissection.tell(
      .serial, plate.extracting((version + 1)..<plate.count), of: device, source: source)
  }

  private static func firstLine(_ text: Span<UInt8>) -> Range<Int> {
    0..<min(end(at: 0x0A, in: text, from: 0), 128)
  }
}
