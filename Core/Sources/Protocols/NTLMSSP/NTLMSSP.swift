import Bytes
import Vocabulary

/// Reads NTLMSSP wherever it rides: in SMB's session setup, in HTTP, in DCE-RPC.
enum NTLMSSP {
  /// Octets of a token in which the signature is looked for: what stands before it is its wrapping.
  private static let wrappingLimit = 256

  /// Takes the message in `token`, if there is one. A login opens an activity under `request` that whoever
  /// carries it ends; 0 where the token is no request.
  static func take(_ token: Span<UInt8>, request id: UInt64, _ dissection: inout Dissection) {
    let head = token.extracting(0..<min(token.count, wrappingLimit))
    guard let start = position(of: NTLMMessage.signature, in: head) else { return }
    let octets = token.extracting(start..<token.count)
    guard let message = try? NTLMMessage(parsing: octets) else { return dissection.malformed(.ntlmssp) }
    dissection.note(.ntlmssp)
    tellSystem(message, &dissection)
    var text: [UInt8] = []
    switch message.type {
    case NTLMMessage.challenge:
      for (range, source) in [
        (message.computerDNSName, "ntlmssp dns computer name" as StaticString),
        (message.computerName, "ntlmssp computer name"),
      ] {
        guard let range, !range.isEmpty else { continue }
        text.removeAll(keepingCapacity: true)
        append(octets, range, isUnicode: true, to: &text)
        dissection.tellFreely(.hostname, text.span, source: source)
      }
    case NTLMMessage.authenticate:
      if let range = message.workstation, !range.isEmpty {
        append(octets, range, isUnicode: message.isUnicode, to: &text)
        dissection.tellFreely(.hostname, text.span, source: "ntlmssp workstation")
      }
      if id != 0 { login(message, octets, id, &dissection) }
    default: break
    }
  }

  private static func tellSystem(_ message: NTLMMessage, _ dissection: inout Dissection) {
    guard let version = message.version,
      let system = WindowsVersion.text(major: version.major, minor: version.minor, build: version.build)
    else { return }
    dissection.tell(.operatingSystem, system, source: "ntlmssp version")
  }

  /// Nobody's name is an anonymous login.
  private static func login(
    _ message: NTLMMessage, _ octets: Span<UInt8>, _ id: UInt64, _ dissection: inout Dissection
  ) {
    guard let user = message.user, !user.isEmpty else {
      return dissection.request(.ntlmssp, id: id, .authenticate, deed: .anonymous)
    }
    var text: [UInt8] = []
    if let domain = message.domain, !domain.isEmpty {
      append(octets, domain, isUnicode: message.isUnicode, to: &text)
      text.append(UInt8(ascii: "\\"))
    }
    append(octets, user, isUnicode: message.isUnicode, to: &text)
    let object = dissection.clientObject(.user, text.span)
    // A machine's account ends with a dollar sign.
    let isMachine = text.count > 1 && text[text.count - 1] == UInt8(ascii: "$")
    dissection.request(.ntlmssp, id: id, .authenticate, object, deed: isMachine ? .machineLogin : .plain)
  }

  private static func append(
    _ octets: Span<UInt8>, _ range: Range<Int>, isUnicode: Bool, to text: inout [UInt8]
  ) {
    let octets = octets.extracting(range.prefix(NTLMMessage.nameOctetLimit))
    if isUnicode { return WideText.append(octets, to: &text) }
    for index in octets.indices { text.append(octets[index]) }
  }
}
