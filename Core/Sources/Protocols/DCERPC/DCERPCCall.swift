import Bytes
import Vocabulary

/// A call, with the places in its parameters that say what it is about.
struct DCERPCCall: Sendable {
  let operation: DCERPCOperation
  let interface: DCERPCInterface
  var deed: Deed
  /// In UTF-16, or where narrow of single octets.
  var name: Range<Int>?
  var secondName: Range<Int>?
  var isNarrow = false
  /// The interface that an endpoint mapper is asked for.
  var tower: InterfaceID?

  init(_ operation: DCERPCOperation, _ interface: DCERPCInterface) {
    self.operation = operation
    self.interface = interface
    deed = operation.deed
  }

  func append(_ octets: Span<UInt8>, _ range: Range<Int>, to text: inout [UInt8]) {
    guard range.lowerBound >= 0, range.upperBound <= octets.count else { return }
    let octets = octets.extracting(range)
    if !isNarrow { return WideText.append(octets, to: &text) }
    for index in octets.indices { text.append(octets[index]) }
  }

  /// Reads what the operation's parameters name. What is cut or not as it should be names nothing.
  mutating func read(_ octets: Span<UInt8>, _ stub: DCERPCStub, isDCOM: Bool, target: HostAddress) {
    var stub = stub
    if isDCOM, !Self.skipObjectCall(octets, &stub) { return }
    switch operation.argument {
    case .none: break
    case .textAfterHandle, .narrowTextAfterHandle:
      isNarrow = operation.argument == .narrowTextAfterHandle
      stub.skip(DCERPCStub.handleOctets)
      name = stub.text(octets, width: isNarrow ? 1 : 2)
    case .text: name = stub.text(octets)
    case .pointedText: name = stub.pointedText(octets)
    case .countedText:
      stub.skip(DCERPCStub.handleOctets)
      name = stub.countedText(octets)
    case .service, .narrowService: readService(octets, &stub)
    case .job: readJob(octets, &stub)
    case .place, .serverPlace, .printerPlace: readPlace(octets, &stub, target)
    case .method: readMethod(octets, &stub)
    case .challenge, .proof: readProof(octets, &stub)
    case .tower: readTower(octets, &stub)
    }
  }

  /// The head of an object's call: version, flags, reserved, causality; extensions are seldom there.
  ///
  /// Source: MS-DCOM, section 2.2.13.3.
  private static func skipObjectCall(_ octets: Span<UInt8>, _ stub: inout DCERPCStub) -> Bool {
    stub.skip(28)
    guard let extensions = stub.count(octets) else { return false }
    return extensions == 0
  }

  /// Source: MS-SCMR, sections 3.1.4.12 and 3.1.4.24.
  private mutating func readService(_ octets: Span<UInt8>, _ stub: inout DCERPCStub) {
    isNarrow = operation.argument == .narrowService
    let width = isNarrow ? 1 : 2
    stub.skip(DCERPCStub.handleOctets)
    name = stub.text(octets, width: width)
    guard stub.pointedText(octets, width: width) != nil else { return }
    // Access, type, start, error control stand before the program.
    for _ in 0..<4 { guard stub.number32(octets) != nil else { return } }
    guard let program = stub.text(octets, width: width) else { return }
    if Self.isCommand(octets.extracting(program.clamped(to: 0..<octets.count)), width: width) {
      deed = .commandService
    }
  }

  /// The program of a service is a command interpreter or a script's: tools that run commands do so.
  private static func isCommand(_ octets: Span<UInt8>, width: Int) -> Bool {
    for word in ["%comspec%", "cmd.exe", "cmd /", "powershell"] as [String] {
      let length = word.utf8.count
      var at = 0
      while at + length * width <= octets.count {
        if equalsIgnoringCase(octets, word, at, width) { return true }
        at += width
      }
    }
    return false
  }

  private static func equalsIgnoringCase(_ octets: Span<UInt8>, _ word: String, _ start: Int, _ width: Int)
    -> Bool
  {
    var at = start
    for character in word.utf8 {
      var octet = octets[at]
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet) { octet |= 0x20 }
      if octet != character || width == 2 && octets[at + 1] != 0 { return false }
      at += width
    }
    return true
  }

  /// Source: MS-TSCH, sections 3.2.5.2.1 and 2.3.4.
  private mutating func readJob(_ octets: Span<UInt8>, _ stub: inout DCERPCStub) {
    guard stub.pointedText(octets) != nil else { return }
    stub.align(stub.isWide ? 8 : 4)
    stub.skip(12)
    guard let pointer = stub.count(octets), pointer != 0 else { return }
    name = stub.text(octets)
  }

  /// Source: MS-WMI, section 3.1.4.3.22; MS-WMIO, section 2.2.
  private mutating func readMethod(_ octets: Span<UInt8>, _ stub: inout DCERPCStub) {
    name = Self.countedString(octets, &stub)
    secondName = Self.countedString(octets, &stub)
    guard let method = secondName, method.upperBound <= octets.count else { return }
    // Other methods read registries, set addresses and the like.
    let text = octets.extracting(method)
    if text.count < 12 || !Self.equalsIgnoringCase(text, "create", 0, 2) { deed = .plain }
  }

  /// A text of COM: a pointer, its counts, its characters.
  ///
  /// Source: MS-OAUT, section 2.2.23.
  private static func countedString(_ octets: Span<UInt8>, _ stub: inout DCERPCStub) -> Range<Int>? {
    guard let pointer = stub.count(octets), pointer != 0, stub.count(octets) != nil,
      stub.number32(octets) != nil, let characters = stub.number32(octets)
    else { return nil }
    let start = stub.at
    let length = min(Int(truncatingIfNeeded: characters & 0xFFFF) * 2, max(0, octets.count - start) & ~1)
    stub.skip(length)
    return start..<(start + min(length, DCERPCStub.characterLimit * 2))
  }

  /// Source: The Open Group C706, appendices L and O.
  private mutating func readTower(_ octets: Span<UInt8>, _ stub: inout DCERPCStub) {
    guard let object = stub.count(octets) else { return }
    if object != 0 { stub.skip(InterfaceID.octets) }
    guard let pointer = stub.count(octets), pointer != 0, stub.count(octets) != nil,
      stub.number32(octets) != nil
    else { return }
    // The count of floors, the first floor's left length and its kind stand before the interface.
    tower = InterfaceID(octets, at: stub.at &+ 5, isLittle: true)
  }
}
