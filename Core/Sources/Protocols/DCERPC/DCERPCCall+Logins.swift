import Bytes
import Vocabulary

/// Places to log in at, and Netlogon's proofs.
extension DCERPCCall {
  /// A path or name that the target will turn to: where it is another host, it logs in there.
  ///
  /// Source: MS-EFSR, section 3.1.4.2; MS-RPRN, section 3.1.4.10.4; MS-DFSNM, section 3.1.4.4; MS-FSRVP,
  /// section 3.1.4.9.
  mutating func readPlace(_ octets: Span<UInt8>, _ stub: inout DCERPCStub, _ target: HostAddress) {
    switch operation.argument {
    case .printerPlace:
      stub.skip(DCERPCStub.handleOctets)
      guard stub.number32(octets) != nil, stub.number32(octets) != nil else { return }
      name = stub.pointedText(octets)
    default: name = stub.text(octets)
    }
    guard let name, name.upperBound <= octets.count else { return }
    var path: [UInt8] = []
    WideText.append(octets.extracting(name), to: &path)
    switch Self.host(in: path.span) {
    case .none: break
    case .address(let address): if HostAddress(ipv4: address) != target { deed = .coercion }
    case .web: deed = .coercion
    // A name may be the target's own.
    case .name: if operation.argument == .place, interface == .efsrpc { deed = .possibleCoercion }
    }
  }

  private enum Host {
    case none, name, web
    case address(UInt32)
  }

  /// The host of `\\host\share`, or of a bare name.
  private static func host(in path: Span<UInt8>) -> Host {
    func isStroke(_ octet: UInt8) -> Bool { octet == UInt8(ascii: "\\") || octet == UInt8(ascii: "/") }
    var at = 0
    while at < path.count, isStroke(path[at]) { at += 1 }
    let isNetwork = at >= 2
    let start = at
    var isWeb = false
    while at < path.count, !isStroke(path[at]) {
      // `host@80` is reached by HTTP; a drive has a colon.
      if path[at] == UInt8(ascii: "@") { isWeb = isNetwork }
      if path[at] == UInt8(ascii: ":") { return .none }
      at += 1
    }
    if isWeb { return .web }
    if let address = address(path.extracting(start..<at)) { return .address(address) }
    return isNetwork && at > start ? .name : .none
  }

  /// Four numbers with points between.
  private static func address(_ text: Span<UInt8>) -> UInt32? {
    guard (7...15).contains(text.count) else { return nil }
    var address: UInt32 = 0
    var number: UInt32 = 0
    var digits = 0
    var points = 0
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = number * 10 + UInt32(text[index] - UInt8(ascii: "0"))
        digits += 1
        guard digits <= 3, number <= 255 else { return nil }
      case UInt8(ascii: "."):
        guard digits > 0 else { return nil }
        points += 1
        address = address << 8 | number
        (number, digits) = (0, 0)
      default: return nil
      }
    }
    return points == 3 && digits > 0 ? address << 8 | number : nil
  }

  /// Netlogon's client challenge, or the proof made of it. A challenge of five equal octets and a proof of
  /// zeros are what an attack on its cipher sends, in the hope that one of 256 keys takes them.
  ///
  /// Source: MS-NRPC, sections 3.5.4.4.1, 3.5.4.4.2 and 3.1.4.1.
  mutating func readProof(_ octets: Span<UInt8>, _ stub: inout DCERPCStub) {
    guard stub.pointedText(octets) != nil, let account = stub.text(octets) else { return }
    name = account
    if operation.argument == .proof {
      // The kind of channel, then the computer's name.
      stub.align(stub.isWide ? 4 : 2)
      stub.skip(stub.isWide ? 4 : 2)
      guard stub.text(octets) != nil else { return }
    }
    let at = stub.at
    guard at >= 0, octets.count - at >= 8 else { return }
    let equal = operation.argument == .proof ? 8 : 5
    for index in 1..<equal where octets[at + index] != octets[at] { return }
    if operation.argument == .proof, octets[at] != 0 { return }
    deed = .emptyCredential
  }
}
