public import JSON

/// A test of policies: what they, entities and a schema give for requests, written as JSON.
///
/// `policies`, `entities` and `schema` are paths; `shouldValidate` is what strict validation of the policies
/// by the schema must say; each of `requests` has `principal`, `action`, `resource`, `context`, the
/// `decision` (`allow` or `deny`), the policies that are its `reason`, those with `errors`, and
/// `validateRequest`.
///
/// Where there is a schema, requests and entities must fit it, but where `validateRequest` is `false`. Where
/// `entitiesValidate` of the case or `requestValidates` of a request is `false`, they must not. A request
/// that says `requestValidates` may leave out the decision. A case whose `schemaValidates` is `false` has a
/// schema that can't be read, and asks for nothing else.
///
/// Source: the integration tests of the Cedar project, whose format this is; `schemaValidates`,
/// `entitiesValidate` and `requestValidates` are added.
public struct PolicyCase: Sendable {
  public let policies: String
  public let entities: String
  public let schema: String?
  public let shouldValidate: Bool?
  /// False where the schema must be one that can't be read.
  public let schemaValidates: Bool
  /// Whether the entities must fit the schema, or must not; nil where the case does not say.
  public let entitiesValidate: Bool?
  public let questions: [Question]

  /// A request and the answer that is expected.
  public struct Question: Sendable {
    public let description: String
    let principal: EntityUID
    let action: EntityUID
    let resource: EntityUID
    let context: [JSONMember]
    /// Whether the request must fit the schema, or must not; nil where it is not asked.
    public let validates: Bool?
    /// Nil where no decision is asked for.
    public let expected: Answer?
  }

  /// What is compared: whether it is allowed, by which policies, and which could not be judged.
  public struct Answer: Hashable, Sendable {
    public let isAllowed: Bool
    public let reasons: Set<Text>
    public let errors: Set<Text>
  }

  /// Whether a JSON text is a case: others may lie in the same folder.
  public static func isCase(_ json: JSONValue) -> Bool {
    json["policies"] != nil && json["requests"] != nil
  }

  public init(_ json: JSONValue) throws(EntityError) {
    policies = try Self.text("policies", of: json)
    entities = try Self.text("entities", of: json)
    if let path = json["schema"], !path.isNull {
      schema = try Self.text("schema", of: json)
    } else {
      schema = nil
    }
    shouldValidate = json["shouldValidate"]?.bool
    schemaValidates = json["schemaValidates"]?.bool ?? true
    entitiesValidate = json["entitiesValidate"]?.bool
    guard let requests = json["requests"]?.elements else { throw EntityError(nil, "`requests` are no list") }
    var questions: [Question] = []
    for (number, request) in requests.enumerated() {
      do throws(EntityError) {
        questions.append(try Question(request))
      } catch {
        throw EntityError(nil, "request \(number + 1): \(error.message)")
      }
    }
    self.questions = questions
  }

  fileprivate static func text(_ key: String, of json: JSONValue) throws(EntityError) -> String {
    guard let text = json[key]?.string else { throw EntityError(nil, "without `\(key)`, a string") }
    return text
  }
}

extension PolicyCase.Question {
  fileprivate init(_ json: JSONValue) throws(EntityError) {
    description = json["description"]?.string ?? ""
    principal = try Self.entity("principal", of: json)
    action = try Self.entity("action", of: json)
    resource = try Self.entity("resource", of: json)
    guard let context = (json["context"] ?? .object([])).members else {
      throw EntityError(nil, "its `context` is no object")
    }
    self.context = context
    let isDecided = json["decision"] != nil || json["requestValidates"] == nil
    validates = json["requestValidates"]?.bool ?? (json["validateRequest"]?.bool ?? true ? true : nil)
    guard isDecided else {
      expected = nil
      return
    }
    switch json["decision"]?.string {
    case "allow", "Allow": expected = try Self.answer(true, json)
    case "deny", "Deny": expected = try Self.answer(false, json)
    default: throw EntityError(nil, "its `decision` is neither `allow` nor `deny`")
    }
  }

  private static func entity(_ key: String, of json: JSONValue) throws(EntityError) -> EntityUID {
    guard let value = json[key] else { throw EntityError(nil, "without `\(key)`") }
    return try EntityUID(value)
  }

  private static func answer(_ isAllowed: Bool, _ json: JSONValue) throws(EntityError) -> PolicyCase.Answer {
    .init(
      isAllowed: isAllowed, reasons: try names("reason", of: json), errors: try names("errors", of: json))
  }

  private static func names(_ key: String, of json: JSONValue) throws(EntityError) -> Set<Text> {
    guard let value = json[key] else { return [] }
    guard let elements = value.elements else { throw EntityError(nil, "its `\(key)` is no list of policies") }
    var names: Set<Text> = []
    for element in elements {
      guard let name = element.string else { throw EntityError(nil, "its `\(key)` is no list of policies") }
      names.insert(Text(name))
    }
    return names
  }
}
