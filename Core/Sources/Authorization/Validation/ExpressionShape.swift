/// An expression as octets: the same for two that are written alike, wherever they stand.
enum ExpressionShape {
  /// Appends the shape; no shape is the beginning of another.
  static func append(_ expression: Expression, to key: inout [UInt8]) {
    var open = [expression]
    while let next = open.popLast() {
      appendHead(of: next, to: &key)
      for operand in operands(of: next).reversed() { open.append(operand) }
    }
  }

  /// A record's fields go by their keys: their order means nothing.
  private static func operands(of expression: Expression) -> [Expression] {
    guard case .record(let fields) = expression.form else { return expression.operands }
    return fields.sorted { $0.key < $1.key }.map { $0.value }
  }

  private static func appendHead(of expression: Expression, to key: inout [UInt8]) {
    switch expression.form {
    case .bool(let value): key.append(contentsOf: [0, value ? 1 : 0])
    case .long(let value): append(1, UInt64(bitPattern: value), to: &key)
    case .string(let text): append(2, text, to: &key)
    case .entity(let uid):
      append(3, uid.type.path, to: &key)
      append(3, uid.id, to: &key)
    case .variable(let variable): key.append(contentsOf: [4, variable.rawValue])
    case .and(let parts): append(5, UInt64(parts.count), to: &key)
    case .or(let parts): append(6, UInt64(parts.count), to: &key)
    case .conditional: key.append(7)
    case .unary(let sign, _): key.append(contentsOf: [8, sign.rawValue])
    case .binary(let sign, _, _): key.append(contentsOf: [9, sign.rawValue])
    case .attribute(_, let name): append(10, name, to: &key)
    case .has(_, let name): append(11, name, to: &key)
    case .like(_, let pattern): append(pattern, to: &key)
    case .is(_, let type): append(13, type.path, to: &key)
    case .set(let parts): append(14, UInt64(parts.count), to: &key)
    case .record(let fields):
      append(15, UInt64(fields.count), to: &key)
      for field in fields.sorted(by: { $0.key < $1.key }) { append(15, field.key, to: &key) }
    case .call(let function, let arguments):
      append(16, UInt64(arguments.count), to: &key)
      append(16, Text(function.rawValue), to: &key)
    }
  }

  private static func append(_ pattern: Pattern, to key: inout [UInt8]) {
    append(12, UInt64(pattern.elements.count), to: &key)
    for element in pattern.elements {
      switch element {
      case .octet(let octet): key.append(contentsOf: [0, octet])
      case .wildcard: key.append(1)
      }
    }
  }

  private static func append(_ kind: UInt8, _ text: Text, to key: inout [UInt8]) {
    append(kind, UInt64(text.octets.count), to: &key)
    key.append(contentsOf: text.octets)
  }

  private static func append(_ kind: UInt8, _ number: UInt64, to key: inout [UInt8]) {
    key.append(kind)
    for shift in stride(from: 0, to: 64, by: 8) {
      key.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }
}
