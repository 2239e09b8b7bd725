/// LDAP messages made by the specification.
enum LDAPWire {
  static func message(_ id: Int, _ operation: UInt8, _ content: [UInt8]...) -> [UInt8] {
    BERWire.sequence(BERWire.integer(id), BERWire.element(operation, Array(content.joined())))
  }

  static func simpleBind(_ id: Int, _ name: String, _ password: String) -> [UInt8] {
    message(id, 0x60, BERWire.integer(3), BERWire.text(name), BERWire.element(0x80, Array(password.utf8)))
  }

  static func saslBind(_ id: Int, _ mechanism: String, _ credentials: [UInt8]) -> [UInt8] {
    message(
      id, 0x60, BERWire.integer(3), BERWire.text(""),
      BERWire.context(3, BERWire.text(mechanism), BERWire.element(0x04, credentials)))
  }

  static func result(_ id: Int, _ operation: UInt8, code: Int = 0, _ more: [UInt8] = []) -> [UInt8] {
    message(id, operation, BERWire.integer(code, tag: 0x0A), BERWire.text(""), BERWire.text(""), more)
  }

  static func search(_ id: Int, base: String, scope: Int = 2, _ filter: [UInt8]) -> [UInt8] {
    message(
      id, 0x63, BERWire.text(base), BERWire.integer(scope, tag: 0x0A), BERWire.integer(0, tag: 0x0A),
      BERWire.integer(0), BERWire.integer(0), BERWire.element(0x01, [0]), filter, BERWire.sequence())
  }

  static func present(_ attribute: String) -> [UInt8] { BERWire.element(0x87, Array(attribute.utf8)) }

  static func equal(_ attribute: String, _ value: String) -> [UInt8] {
    BERWire.element(0xA3, BERWire.text(attribute), BERWire.text(value))
  }

  static func all(_ filters: [UInt8]...) -> [UInt8] { BERWire.element(0xA0, Array(filters.joined())) }
  static func not(_ filter: [UInt8]) -> [UInt8] { BERWire.element(0xA2, filter) }

  static func bits(_ attribute: String, _ value: String) -> [UInt8] {
    BERWire.element(
      0xA9, BERWire.element(0x81, Array("1.2.840.113556.1.4.803".utf8)),
      BERWire.element(0x82, Array(attribute.utf8)), BERWire.element(0x83, Array(value.utf8)))
  }

  static func entry(_ id: Int, _ name: String, _ attributes: [(String, [UInt8])]) -> [UInt8] {
    let list = attributes.map {
      BERWire.sequence(BERWire.text($0), BERWire.element(0x31, BERWire.element(0x04, $1)))
    }
    return message(id, 0x64, BERWire.text(name), BERWire.element(0x30, Array(list.joined())))
  }

  static func modify(_ id: Int, _ entry: String, _ attribute: String) -> [UInt8] {
    message(
      id, 0x66, BERWire.text(entry),
      BERWire.sequence(
        BERWire.sequence(
          BERWire.integer(2, tag: 0x0A),
          BERWire.sequence(BERWire.text(attribute), BERWire.element(0x31, BERWire.text("x"))))))
  }

  static let startTLS = message(9, 0x77, BERWire.element(0x80, Array("1.3.6.1.4.1.1466.20037".utf8)))

  /// A controller's answer to a ping: forest and domain plant.example, host dc1, the later ones by reference.
  static let netlogon: [UInt8] =
    [23, 0, 0, 0, 0xFD, 3, 0, 0] + [UInt8](repeating: 7, count: 16) + [5] + Array("plant".utf8) + [7]
    + Array("example".utf8) + [0, 0xC0, 24, 3] + Array("dc1".utf8) + [0xC0, 24, 5] + Array("PLANT".utf8)
    + [0]
}
