/// One statement: who may, or may not, do what to what, and when.
public struct Policy: Hashable, Sendable {
  /// Unique in its set; `policy0`, `policy1`, … by position where nobody gave one.
  public let id: Text
  public let effect: Effect
  /// In the order written; no key twice.
  public let annotations: [Annotation]
  public let principal: ScopeConstraint
  public let action: ActionConstraint
  public let resource: ScopeConstraint
  /// In the order written; each must hold.
  public let conditions: [Condition]
  public let place: Place

  public init(
    id: Text, effect: Effect, annotations: [Annotation] = [], principal: ScopeConstraint = .any,
    action: ActionConstraint = .any, resource: ScopeConstraint = .any, conditions: [Condition] = [],
    place: Place = Place(0)
  ) {
    self.id = id
    self.effect = effect
    self.annotations = annotations
    self.principal = principal
    self.action = action
    self.resource = resource
    self.conditions = conditions
    self.place = place
  }
}

extension Policy {
  public enum Effect: UInt8, Hashable, Sendable {
    case permit, forbid
  }

  /// `@key("value")`; the value is empty where none is written.
  public struct Annotation: Hashable, Sendable {
    public let key: Text
    public let value: Text

    public init(key: Text, value: Text) {
      self.key = key
      self.value = value
    }
  }

  /// What the head of a policy says of principal or resource.
  public enum ScopeConstraint: Hashable, Sendable {
    case any
    case equal(EntityUID)
    case `in`(EntityUID)
    case `is`(TypeName)
    case isIn(TypeName, EntityUID)
  }

  /// What the head of a policy says of the action.
  public enum ActionConstraint: Hashable, Sendable {
    case any
    case equal(EntityUID)
    case `in`(EntityUID)
    case inAny([EntityUID])
  }

  /// `when { … }` or `unless { … }`.
  public struct Condition: Hashable, Sendable {
    public enum Kind: UInt8, Hashable, Sendable {
      case when, unless
    }

    public let kind: Kind
    public let expression: Expression

    public init(_ kind: Kind, _ expression: Expression) {
      self.kind = kind
      self.expression = expression
    }
  }
}
