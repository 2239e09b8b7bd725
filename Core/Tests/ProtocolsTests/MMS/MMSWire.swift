import Protocols

/// MMS messages, put together from elements.
enum MMSWire {
  static func flow() -> DissectedFlow<ISOTransportDissector> {
    DissectedFlow(ISOTransportDissector(), serverPort: ISOTransportDissector.port)
  }

  static func dissected(_ exchange: [WireMessage]) -> DissectedFlow<ISOTransportDissector> {
    var flow = flow()
    flow.feed(exchange)
    flow.finish()
    return flow
  }

  /// An element: its tag's octets as hexadecimal digits, its content.
  static func element(_ tag: String, _ content: [UInt8] = []) -> [UInt8] {
    let count = content.count
    let length: [UInt8] =
      count < 0x80
      ? [UInt8(count)] : count < 0x100 ? [0x81, UInt8(count)] : [0x82] + S7commMessages.word(count)
    return wireOctets(tag) + length + content
  }

  static func element(_ tag: String, _ text: String) -> [UInt8] { element(tag, Array(text.utf8)) }

  /// The tag of a service's choice, primitive or constructed.
  static func tag(_ number: UInt8, isConstructed: Bool = true) -> String {
    let form: UInt8 = isConstructed ? 0xA0 : 0x80
    let octets = number < 31 ? [form | number] : [form | 31, number]
    return octets.map(Self.digits).joined()
  }

  private static func digits(_ octet: UInt8) -> String {
    String(octet >> 4, radix: 16) + String(octet & 15, radix: 16)
  }

  static func variable(_ item: String, of domain: String? = nil) -> [UInt8] {
    guard let domain else { return element("80", item) }
    return element("A1", element("1A", domain) + element("1A", item))
  }

  /// A list with one or more variables, as a read and a write hold it.
  static func list(_ variables: [UInt8]...) -> [UInt8] {
    element("A0", variables.flatMap { element("30", element("A0", $0)) })
  }

  static func request(_ service: UInt8, _ content: [UInt8], isConstructed: Bool = true, id: UInt8 = 1)
    -> [UInt8]
  {
    element("A0", [2, 1, id] + element(tag(service, isConstructed: isConstructed), content))
  }

  static func response(_ service: UInt8, _ content: [UInt8], isConstructed: Bool = true, id: UInt8 = 1)
    -> [UInt8]
  {
    element("A1", [2, 1, id] + element(tag(service, isConstructed: isConstructed), content))
  }

  static func read(_ access: [UInt8], id: UInt8 = 1) -> [UInt8] { request(4, element("A1", access), id: id) }

  static func write(_ access: [UInt8], id: UInt8 = 1) -> [UInt8] {
    request(5, access + element("A0", element("83", [1])), id: id)
  }

  /// MMS straight on transport.
  static func packet(_ pdu: [UInt8]) -> [UInt8] { S7commMessages.data(pdu) }

  /// MMS in a session's data transfer.
  static func session(_ pdu: [UInt8]) -> [UInt8] {
    S7commMessages.data(
      [1, 0, 1, 0] + element("61", element("30", [2, 1, 3] + element("A0", pdu))))
  }

  static let initiate = element("A8", wireOctets("80 02 7D00 81 01 05 82 01 05"))
  static let initiated = element("A9", wireOctets("80 02 7D00 81 01 05 82 01 05"))

  /// A session's connect or accept, with presentation, association and the initiation in it.
  static func association(isRequest: Bool, password: String? = nil, result: UInt8 = 0) -> [UInt8] {
    let acse = element(
      "30", [2, 1, 1] + element("06", wireOctets("52 01 00 01")) + wireOctets("30040602 5101"))
    let mms = element(
      "30", [2, 1, 3] + element("06", wireOctets("28CA220201")) + wireOctets("30040602 5101"))
    let information = element(
      "BE", element("28", [2, 1, 3] + element("A0", isRequest ? initiate : initiated)))
    var fields = element("A1", element("06", wireOctets("28CA220203")))
    if !isRequest { fields += element("A2", [2, 1, result]) }
    if let password { fields += element("8A", [2, 0x80]) + element("AC", element("80", password)) }
    let value = element(
      "61", element("30", [2, 1, 1] + element("A0", element(isRequest ? "60" : "61", fields + information))))
    let parameters = element("A2", (isRequest ? element("A4", acse + mms) : []) + value)
    let presentation = element("31", element("A0", [0x80, 1, 1]) + parameters)
    let session =
      wireOctets("05 06 13 01 00 16 01 02 14 02 0002") + [0xC1, 0xFF]
      + S7commMessages.word(presentation.count) + presentation
    return S7commMessages.data([isRequest ? 13 : 14, 0xFF] + S7commMessages.word(session.count) + session)
  }
}
