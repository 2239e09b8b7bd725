/// Kerberos messages made by the specification, of the realm PLANT.EXAMPLE.
enum KerberosWire {
  static func name(_ parts: String...) -> [UInt8] {
    BERWire.sequence(
      BERWire.context(0, BERWire.integer(2)),
      BERWire.context(
        1, BERWire.element(0x30, Array(parts.map { BERWire.element(0x1B, Array($0.utf8)) }.joined()))))
  }

  static let realm = BERWire.element(0x1B, Array("PLANT.EXAMPLE".utf8))

  static func encrypted(_ kind: Int) -> [UInt8] {
    BERWire.sequence(
      BERWire.context(0, BERWire.integer(kind)), BERWire.context(2, BERWire.element(0x04, [1, 2, 3, 4])))
  }

  static func ticket(_ service: [UInt8], _ kind: Int) -> [UInt8] {
    BERWire.element(
      0x61,
      BERWire.sequence(
        BERWire.context(0, BERWire.integer(5)), BERWire.context(1, realm), BERWire.context(2, service),
        BERWire.context(3, encrypted(kind))))
  }

  /// A ticket that is shown, with a key of a kind.
  static func use(of service: [UInt8], ticket kind: Int = 18, session: Int = 18) -> [UInt8] {
    BERWire.element(
      0x6E,
      BERWire.sequence(
        BERWire.context(0, BERWire.integer(5)), BERWire.context(1, BERWire.integer(14)),
        BERWire.context(2, BERWire.element(0x03, [0, 0, 0, 0, 0])), BERWire.context(3, ticket(service, kind)),
        BERWire.context(4, encrypted(session))))
  }

  /// A request of type 10 or 12; `proof` is the kind and value of its data for preauthentication.
  static func request(
    _ type: Int, client: [UInt8]? = nil, service: [UInt8], encryptions: [Int] = [18, 17, 23],
    proof: (kind: Int, value: [UInt8])? = nil, options: [UInt8] = [0, 0x40, 0, 0, 0], machine: String? = nil
  ) -> [UInt8] {
    var fields = BERWire.context(1, BERWire.integer(5)) + BERWire.context(2, BERWire.integer(type))
    if let proof {
      fields += BERWire.context(
        3,
        BERWire.sequence(
          BERWire.sequence(
            BERWire.context(1, BERWire.integer(proof.kind)),
            BERWire.context(2, BERWire.element(0x04, proof.value)))))
    }
    var body = BERWire.context(0, BERWire.element(0x03, options))
    if let client { body += BERWire.context(1, client) }
    body += BERWire.context(2, realm) + BERWire.context(3, service)
    body += BERWire.context(7, BERWire.integer(1_234))
    body += BERWire.context(8, BERWire.element(0x30, Array(encryptions.map { BERWire.integer($0) }.joined())))
    if let machine {
      let padded = Array(machine.utf8) + [UInt8](repeating: 0x20, count: 16 - machine.utf8.count)
      body += BERWire.context(
        9,
        BERWire.sequence(
          BERWire.sequence(
            BERWire.context(0, BERWire.integer(20)), BERWire.context(1, BERWire.element(0x04, padded)))))
    }
    return BERWire.element(
      0x60 | UInt8(type), BERWire.sequence(fields, BERWire.context(4, BERWire.sequence(body))))
  }

  /// A request for a ticket, with the ticket that it rests on.
  static func ticketRequest(
    _ service: [UInt8], encryptions: [Int] = [18, 17, 23], session: Int = 18,
    options: [UInt8] = [0, 0x40, 0, 0, 0]
  ) -> [UInt8] {
    request(
      12, service: service, encryptions: encryptions,
      proof: (1, use(of: name("krbtgt", "PLANT.EXAMPLE"), session: session)), options: options)
  }

  static func reply(_ type: Int, client: [UInt8], service: [UInt8], ticket kind: Int = 18) -> [UInt8] {
    BERWire.element(
      0x60 | UInt8(type),
      BERWire.sequence(
        BERWire.context(0, BERWire.integer(5)), BERWire.context(1, BERWire.integer(type)),
        BERWire.context(3, realm), BERWire.context(4, client), BERWire.context(5, ticket(service, kind)),
        BERWire.context(6, encrypted(18))))
  }

  static func error(_ code: Int) -> [UInt8] {
    BERWire.element(
      0x7E,
      BERWire.sequence(
        BERWire.context(0, BERWire.integer(5)), BERWire.context(1, BERWire.integer(30)),
        BERWire.context(6, BERWire.integer(code)), BERWire.context(9, realm),
        BERWire.context(10, name("krbtgt", "PLANT.EXAMPLE"))))
  }

  /// As TCP carries it.
  static func framed(_ message: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(message.count >> 8), UInt8(message.count & 255)] + message
  }

  /// A ticket in the wrappings of a first login's token.
  static func token(_ message: [UInt8]) -> [UInt8] {
    let kerberos: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02]
    let inner = BERWire.element(0x60, kerberos, [1, 0], message)
    let spnego: [UInt8] = [0x06, 0x06, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x02]
    return BERWire.element(
      0x60, spnego,
      BERWire.context(
        0,
        BERWire.sequence(
          BERWire.context(0, BERWire.sequence(kerberos)),
          BERWire.context(2, BERWire.element(0x04, inner)))))
  }
}
