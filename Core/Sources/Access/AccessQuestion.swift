public import Authorization

/// May this one do this to that, in these circumstances?
public struct AccessQuestion: Hashable, Sendable {
  /// A user, a service or a sensor.
  public var principal: EntityUID
  /// The name of an action, as the schema has it: `write`, `viewLedger`.
  public var action: Text
  public var resource: EntityUID
  public var circumstances: Circumstances

  public init(principal: EntityUID, action: Text, resource: EntityUID, circumstances: Circumstances) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.circumstances = circumstances
  }

  /// The question as policies are asked it. A sensor's report has no circumstances.
  public var request: Request {
    Request(
      principal: principal, action: EntityUID("Action", action), resource: resource,
      context: action == "reportObservations" ? [:] : circumstances.context)
  }
}
