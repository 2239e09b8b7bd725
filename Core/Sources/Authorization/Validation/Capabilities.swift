/// What is known to be there at some point of an expression: attributes and tags that a `has` or `hasTag`
/// before it asked for.
struct Capabilities {
  private var keys: Set<[UInt8]> = []

  static let none = Capabilities()

  private init() {}

  init(attribute: Text, of subject: Expression) {
    keys = [Self.key(0, subject, attribute)]
  }

  init(tag: Expression, of subject: Expression) {
    keys = [Self.key(subject, tag)]
  }

  func contains(attribute: Text, of subject: Expression) -> Bool {
    !keys.isEmpty && keys.contains(Self.key(0, subject, attribute))
  }

  func contains(tag: Expression, of subject: Expression) -> Bool {
    !keys.isEmpty && keys.contains(Self.key(subject, tag))
  }

  func union(_ other: Capabilities) -> Capabilities {
    if keys.isEmpty { return other }
    var both = self
    both.formUnion(other)
    return both
  }

  mutating func formUnion(_ other: Capabilities) {
    if !other.keys.isEmpty { keys.formUnion(other.keys) }
  }

  func intersection(_ other: Capabilities) -> Capabilities {
    var both = Capabilities()
    both.keys = keys.intersection(other.keys)
    return both
  }

  private static func key(_ kind: UInt8, _ subject: Expression, _ attribute: Text) -> [UInt8] {
    var key = [kind]
    ExpressionShape.append(subject, to: &key)
    key.append(contentsOf: attribute.octets)
    return key
  }

  private static func key(_ subject: Expression, _ tag: Expression) -> [UInt8] {
    var key: [UInt8] = [1]
    ExpressionShape.append(subject, to: &key)
    ExpressionShape.append(tag, to: &key)
    return key
  }
}
