import Authorization
import JSON
import Testing

@Suite("Cases with a schema")
struct CaseValidationTests {
  private let schema = "entity A { x: Long }; action a appliesTo { principal: A, resource: A };"

  private func disagreements(
    _ fields: String, policies: String = "permit(principal, action, resource);", entities: String = "[]"
  ) throws -> [String] {
    let json = "{\"policies\": \"p\", \"entities\": \"e\", \"schema\": \"s\", \(fields)}"
    let policyCase = try PolicyCase(try JSONReader().read(Array(json.utf8)))
    return try CaseRun(
      policyCase, policies: try PolicySet(parsing: policies), entities: Array(entities.utf8),
      schema: try Schema(parsing: schema)
    ).disagreements()
  }

  private func request(_ principal: String, _ fields: String) -> String {
    """
    "requests": [{"principal": {"type": "\(principal)", "id": "p"}, "action": {"type": "Action", "id": "a"},
      "resource": {"type": "A", "id": "r"}, "context": {}, \(fields)}]
    """
  }

  @Test("says where policies validate that should not, or the other way round")
  func policies() throws {
    let broken = "permit(principal, action, resource) when { principal.y == 1 };"
    #expect(try disagreements("\"requests\": [], \"shouldValidate\": true") == [])
    #expect(try disagreements("\"requests\": [], \"shouldValidate\": false", policies: broken) == [])
    #expect(try disagreements("\"requests\": []", policies: broken) == [])
    #expect(
      try disagreements("\"requests\": [], \"shouldValidate\": false")
        == ["the policies should not validate, but they do"])
    #expect(
      try disagreements("\"requests\": [], \"shouldValidate\": true", policies: broken)
        == ["the policies should validate, but do not: policy0: A has no attribute `y`"])
  }

  @Test("says where entities fit that should not, or the other way round")
  func entities() throws {
    let unfit = "[{\"uid\": {\"type\": \"A\", \"id\": \"a\"}, \"attrs\": {}, \"parents\": []}]"
    let fault = [
      "the entities should validate, but do not: line 1, column 2: A::\"a\": the attribute `x` is missing"
    ]
    #expect(try disagreements("\"requests\": []", entities: unfit) == [])
    #expect(try disagreements("\"requests\": [], \"entitiesValidate\": false", entities: unfit) == [])
    #expect(try disagreements("\"requests\": [], \"entitiesValidate\": false", entities: "1") == [])
    #expect(try disagreements("\"requests\": [], \"entitiesValidate\": true", entities: unfit) == fault)
    #expect(try disagreements(request("A", "\"requestValidates\": true"), entities: unfit) == fault)
    #expect(
      try disagreements("\"requests\": [], \"entitiesValidate\": false")
        == ["the entities should not validate, but they do"])
    #expect(throws: EntityError.self) { try disagreements("\"requests\": []", entities: "1") }
  }

  @Test("says where requests fit that should not, or the other way round, and asks for decisions beside")
  func requests() throws {
    #expect(try disagreements(request("A", "\"requestValidates\": true")) == [])
    #expect(try disagreements(request("B", "\"requestValidates\": false")) == [])
    #expect(
      try disagreements(request("A", "\"requestValidates\": false"))
        == ["request 1: should not validate, but does"])
    let unfit = ["request 1: does not validate: the schema has no entity type `B`"]
    #expect(try disagreements(request("B", "\"requestValidates\": true")) == unfit)
    #expect(try disagreements(request("B", "\"decision\": \"allow\", \"reason\": [\"policy0\"]")) == unfit)
    let unasked = "\"validateRequest\": false, \"decision\": \"allow\", \"reason\": [\"policy0\"]"
    #expect(try disagreements(request("B", unasked)) == [])
    #expect(
      try disagreements(request("A", "\"decision\": \"deny\""))
        == ["request 1: expected deny by none, errors in none, got allow by policy0, errors in none"])
  }
}
