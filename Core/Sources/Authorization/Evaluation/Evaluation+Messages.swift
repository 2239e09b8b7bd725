extension Evaluation {
  /// The fault in a person's words.
  func error(_ fault: Fault, in policy: Text, at step: Int) -> EvaluationError {
    let (kind, message) = words(fault)
    let offset = step < program.places.count ? Int(program.places[step]) : 0
    return EvaluationError(policy: policy, kind: kind, place: Place(offset), message: message)
  }

  private func words(_ fault: Fault) -> (EvaluationError.Kind, String) {
    switch fault {
    case .type(let expected, let found):
      (.wrongType, "expected \(expected.rawValue), found \(found.kind.name)")
    case .overflow(let calculation):
      (.overflow, "\(calculation) does not fit a long, which has 64 bits")
    case .missingAttribute(let owner, let name):
      (
        .missingAttribute,
        owner.kind == .entity
          ? "\(shown(entity: owner.number)) has no attribute `\(shown(name))`"
          : "the record has no attribute `\(shown(name))`"
      )
    case .missingTag(let entity, let name):
      (.missingTag, "\(shown(entity: entity)) has no tag `\(shown(name))`")
    case .missingEntity(let entity): (.missingEntity, "there is no entity \(shown(entity: entity))")
    case .extensionValue(let function, let text):
      (.extensionValue, "\"\(shown(text))\" is no \(function.rawValue)")
    case .extensionOverflow(let function):
      (.extensionValue, "`\(function.rawValue)` leaves the time that can be written")
    case .argumentCount(let function, let count):
      (
        .argumentCount,
        "`\(function.rawValue)` was called with \(count) values and takes \(function.argumentCount)"
      )
    }
  }

  private func shown(entity number: Int) -> String { interner.entity(number).shown }

  private func shown(_ text: Int) -> String { interner.text(text).shown }
}
