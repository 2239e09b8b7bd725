public import JSON

extension Value {
  /// Reads a value that no schema describes: objects are records but for `{"__entity": …}` and
  /// `{"__extn": {"fn": …, "arg": …}}`.
  ///
  /// Source: Cedar documentation, "Entities and context syntax"; the reader bounds how deep it is nested.
  public init(_ json: JSONValue) throws(EntityError) {
    switch json {
    case .null: throw EntityError(nil, "`null` is no value; leave the attribute out")
    case .bool(let bool): self = .bool(bool)
    case .number(let number): self = .long(try Self.long(number))
    case .string(let text): self = .string(Text(text))
    case .array(let elements):
      var members: Set<Value> = []
      for element in elements { members.insert(try Value(element)) }
      self = .set(members)
    case .object(let members): self = try Self.object(members)
    }
  }

  /// Reads the members of a record.
  public static func record(_ members: [JSONMember]) throws(EntityError) -> [Text: Value] {
    var fields: [Text: Value] = [:]
    for member in members { fields[Text(member.key)] = try Value(member.value) }
    return fields
  }

  /// A whole number of 64 bits; `-0` is not written as one.
  public static func long(_ number: JSONNumber) throws(EntityError) -> Int64 {
    guard number.text != "-0", let long = Int64(number.text) else {
      throw EntityError(
        nil, "\(number.text.prefix(40)) is no whole number between \(Int64.min) and \(Int64.max)")
    }
    return long
  }

  private static func object(_ members: [JSONMember]) throws(EntityError) -> Value {
    if members.count == 1 {
      switch members[0].key {
      case "__expr":
        if members[0].value.string != nil {
          throw EntityError(nil, "`__expr` is not taken; write the value itself")
        }
      case "__entity":
        if let uid = EntityUID(written: members[0].value) { return .entity(uid) }
      case "__extn":
        if let value = try call(members[0].value) { return value }
      default: break
      }
    }
    return .record(try record(members))
  }

  /// The value that `{"fn": "ip", "arg": "10.0.0.1"}` writes; nil where it is not of this form.
  public static func call(_ json: JSONValue) throws(EntityError) -> Value? {
    guard let name = json["fn"]?.string else { return nil }
    let written: [JSONValue]
    if let argument = json["arg"] {
      written = [argument]
    } else if let arguments = json["args"]?.elements {
      written = arguments
    } else {
      return nil
    }
    guard let function = ExtensionFunction(rawValue: name) else {
      throw EntityError(nil, "there is no function `\(Text(name).shown)`")
    }
    var arguments: [Value] = []
    for argument in written { arguments.append(try Value(argument)) }
    guard let value = function.apply(arguments) else {
      throw EntityError(nil, "`\(name)` can't be made of these values")
    }
    return value
  }
}

extension ExtensionFunction {
  /// What the function gives for `arguments`; nil where it fails.
  func apply(_ arguments: [Value]) -> Value? {
    var evaluation = Evaluation(
      Request(principal: Self.nobody, action: Self.nobody, resource: Self.nobody),
      Program(policies: PolicySet(), entities: Entities()))
    for argument in arguments { evaluation.stack.append(evaluation.interner.atom(argument)) }
    guard let atom = try? evaluation.call(self, arguments.count) else { return nil }
    return evaluation.interner.value(atom)
  }

  private static let nobody = EntityUID("Nobody", "")
}

extension Interner {
  /// The value of an atom that an extension function gives.
  fileprivate func value(_ atom: Atom) -> Value? {
    switch atom.kind {
    case .bool: .bool(atom.isTrue)
    case .long: .long(atom.bits)
    case .decimal: .decimal(Decimal(tenThousandths: atom.bits))
    case .ip: .ip(network(atom.number))
    case .datetime: .datetime(Datetime(milliseconds: atom.bits))
    case .duration: .duration(TimeSpan(milliseconds: atom.bits))
    case .string, .entity, .set, .record: nil
    }
  }
}
