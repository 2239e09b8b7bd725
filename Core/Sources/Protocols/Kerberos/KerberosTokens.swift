import Bytes
import Vocabulary

/// Kerberos where another protocol carries it: a ticket is shown to a service, which may show its own proof.
enum KerberosTokens {
  static func take(_ octets: Span<UInt8>, request id: UInt64, _ dissection: inout Dissection) {
    // The packet is its carrier's: it counts as that.
    guard id != 0, let message = try? KerberosMessage(parsing: octets), message.type == .apRequest else {
      return
    }
    tellService(message, of: dissection.receiver, &dissection)
    let object = dissection.clientObject(.service, message.service.span)
    dissection.request(.kerberos, id: id, .authenticate, object)
  }

  /// A service's name holds the name of its host: `cifs/press-srv.plant.example`.
  private static func tellService(
    _ message: KerberosMessage, of host: EndpointID, _ dissection: inout Dissection
  ) {
    let name = message.service.span
    let start = end(at: UInt8(ascii: "/"), in: name, from: 0) + 1
    guard start < name.count else { return }
    let stop = end(at: UInt8(ascii: "/"), in: name, from: start)
    var dots = 0
    for index in start..<stop where name[index] == UInt8(ascii: ".") { dots += 1 }
    // One word may be an alias or a realm; a name with its domain is the host's.
    guard dots >= 1, !isAddress(name.extracting(start..<stop)) else { return }
    dissection.tellFreely(
      .hostname, name.extracting(start..<stop), of: host, source: "kerberos service name")
  }

  private static func isAddress(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let octet = text[index]
      if octet != UInt8(ascii: "."), !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) { return false }
    }
    return true
  }
}
