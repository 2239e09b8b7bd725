// Sets, records, and the functions of extension types.
extension TypeChecker {
  mutating func set(_ place: Place, _ elements: [Expression], knowing known: Capabilities) -> Judgement {
    guard !elements.isEmpty else {
      error(place, "an empty set has no type: strict validation refuses `[]`")
      return .unknown
    }
    var bound: SchemaType?
    var isComplete = true
    for element in elements {
      guard let type = judge(element, knowing: known).type else {
        isComplete = false
        continue
      }
      guard let before = bound else {
        bound = type
        continue
      }
      guard let both = before.leastUpperBound(with: type) else {
        error(place, "a set's elements must have one type, but it holds \(before.name()) and \(type.name())")
        isComplete = false
        continue
      }
      bound = both
    }
    guard isComplete, let bound else { return .unknown }
    return Judgement(type: .set(bound))
  }

  mutating func record(_ fields: [RecordField], knowing known: Capabilities) -> Judgement {
    var attributes: [Text: AttributeType] = [:]
    var isComplete = true
    for field in fields {
      guard let type = judge(field.value, knowing: known).type else {
        isComplete = false
        continue
      }
      attributes[field.key] = AttributeType(type)
    }
    return isComplete ? Judgement(type: .record(RecordType(attributes))) : .unknown
  }

  mutating func call(
    _ place: Place, _ function: ExtensionFunction, _ arguments: [Expression], knowing known: Capabilities
  ) -> Judgement {
    let expected = function.argumentTypes
    guard arguments.count == expected.count else {
      error(place, "`\(function.rawValue)` takes \(expected.count), but gets \(arguments.count)")
      return .unknown
    }
    if function.isConstructor {
      guard case .string(let text) = arguments[0].form else {
        error(place, "`\(function.rawValue)` takes a string literal in strict validation")
        return .unknown
      }
      guard function.makes(text) else {
        error(place, "`\(text.shown)` is no \(function.rawValue)")
        return .unknown
      }
      return Judgement(type: function.resultType)
    }
    var isComplete = true
    for (argument, type) in zip(arguments, expected) where expect(type, argument, knowing: known) == nil {
      isComplete = false
    }
    return isComplete ? Judgement(type: function.resultType) : .unknown
  }
}
