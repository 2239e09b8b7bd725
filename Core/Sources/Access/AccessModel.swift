public import Authorization

/// The words in which Bulkhead decides: who there is, what can be done, in which circumstances.
public struct AccessModel: Sendable {
  public let schema: Schema
  /// The roles that accounts may have, by name.
  public let roles: [Text]

  /// The model that Bulkhead ships.
  public init() throws(AccessPolicyError) {
    do throws(SyntaxError) {
      schema = try Schema(parsing: ShippedPolicies.schema)
    } catch {
      throw AccessPolicyError(file: "bulkhead.cedarschema", message: error.description)
    }
    roles = (schema.entityTypes["Role"]?.choices ?? []).sorted()
  }

  /// The action of that name; nil where the schema has none.
  public func action(_ name: Text) -> Schema.Action? { schema.actions[Self.action(name)] }

  /// The actions that can be asked about, by name.
  public var actionNames: [Text] {
    schema.actions.values.filter { !$0.principals.isEmpty }.map(\.uid.id).sorted()
  }

  /// What makes the plant safe again waits for nothing.
  public func makesSafe(_ action: Text) -> Bool { belongs(action, to: "makingSafe") }

  /// Who may change the rules is not for the owner's rules to say: none of them widens it or locks all out.
  public func isSettled(_ action: Text) -> Bool { belongs(action, to: "settled") }

  /// Whether the action is in a group of actions.
  public func belongs(_ action: Text, to group: Text) -> Bool {
    self.action(action)?.ancestors.contains(Self.action(group)) ?? false
  }

  /// The actions as entities with their groups: a decision needs them beside the facts.
  var actionEntities: [Entity] {
    schema.actions.values.map { Entity($0.uid, parents: $0.ancestors) }
  }

  static func action(_ name: Text) -> EntityUID { EntityUID("Action", name) }
}
