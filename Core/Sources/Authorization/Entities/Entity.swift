/// Something that acts or is acted on, with what is known of it.
public struct Entity: Hashable, Sendable {
  public let uid: EntityUID
  public let attributes: [Text: Value]
  public let tags: [Text: Value]
  /// What it belongs to directly.
  public let parents: Set<EntityUID>

  public init(
    _ uid: EntityUID, attributes: [Text: Value] = [:], tags: [Text: Value] = [:],
    parents: Set<EntityUID> = []
  ) {
    self.uid = uid
    self.attributes = attributes
    self.tags = tags
    self.parents = parents
  }
}

/// One question: may this principal do this to that, in this context?
public struct Request: Hashable, Sendable {
  public let principal: EntityUID
  public let action: EntityUID
  public let resource: EntityUID
  public let context: [Text: Value]

  public init(
    principal: EntityUID, action: EntityUID, resource: EntityUID, context: [Text: Value] = [:]
  ) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
  }
}
