import Authorization
import JSON
import Testing

@Suite("Reading schemas")
struct SchemaTests {
  @Test("takes every form that Cedar's schema language has", arguments: SchemaSamples.taken)
  func takes(schema: String) throws {
    _ = try Schema(parsing: schema)
  }

  @Test("refuses the others at the place of the fault, in words", arguments: SchemaSamples.refused)
  func refuses(schema: String, column: Int, message: String) {
    let error = #expect(throws: SyntaxError.self) { _ = try Schema(parsing: schema) }
    #expect(error?.place.line == 1)
    #expect(error?.place.column == column)
    #expect(error?.message == message)
  }

  @Test("closes hierarchies over all removes")
  func hierarchies() throws {
    let schema = try Schema(
      parsing: """
        entity A in B; entity B in C; entity C in C; entity D in [E]; entity E in [D];
        action a in b; action b in [c]; action c;
        """)
    #expect(schema.entityTypes["A"]?.ancestors == ["B", "C"])
    #expect(schema.entityTypes["C"]?.ancestors == ["C"])
    #expect(schema.entityTypes["D"]?.ancestors == ["D", "E"])
    #expect(schema.actions[EntityUID("Action", "a")]?.ancestors.count == 2)
    #expect(schema.actions[EntityUID("Action", "c")]?.ancestors.isEmpty == true)
  }

  @Test("takes a namespace's own name first, a common type before an entity type")
  func names() throws {
    let schema = try Schema(
      parsing: """
        entity Y; type Common = Long;
        namespace N {
          entity X; type X = Bool; entity String;
          entity A { a: X, b: String, c: Y, d: Common, e: __cedar::String, f: ipaddr };
          action a appliesTo { principal: X, resource: [Y, A, Y], context: { x?: N::A } };
        }
        """)
    let attributes = try #require(schema.entityTypes["N::A"]?.attributes)
    #expect(attributes["a"]?.type == .bool(.unknown))
    #expect(attributes["b"]?.type == .entity("N::String"))
    #expect(attributes["c"]?.type == .entity("Y"))
    #expect(attributes["d"]?.type == .long)
    #expect(attributes["e"]?.type == .string)
    #expect(attributes["f"]?.type == .extension(.ip))
    let action = try #require(schema.actions[EntityUID("N::Action", "a")])
    #expect(action.principals == ["N::X"])
    #expect(action.resources == ["N::A", "Y"])
    #expect(action.context["x"] == AttributeType(.entity("N::A"), isRequired: false))
  }

  @Test("lets the last of two attributes with one name count, as Cedar does")
  func lastAttribute() throws {
    let schema = try Schema(parsing: "entity A { x: Long, x?: String };")
    #expect(schema.entityTypes["A"]?.attributes["x"] == AttributeType(.string, isRequired: false))
  }
}

@Suite("Limits of schemas")
struct SchemaLimitTests {
  @Test("says so where types are nested too deep", arguments: [129, 10_000, 200_000])
  func nesting(depth: Int) {
    for (open, close) in [("Set<", ">"), ("{ a: ", "}")] {
      let type = String(repeating: open, count: depth) + "Long" + String(repeating: close, count: depth)
      let error = #expect(throws: SyntaxError.self) { _ = try Schema(parsing: "type T = \(type);") }
      #expect(error?.message == "types nested more than 128 deep")
    }
  }

  @Test("takes what is just short of the limit")
  func boundary() throws {
    let type = String(repeating: "Set<", count: 127) + "Long" + String(repeating: ">", count: 127)
    _ = try Schema(parsing: "type T = \(type);")
  }

  @Test("says so where common types in common types nest too deep, or grow too large")
  func writtenOut() throws {
    var deep = "type T0 = Long;"
    for index in 1...10_000 { deep += "type T\(index) = Set<T\(index - 1)>;" }
    let tooDeep = #expect(throws: SyntaxError.self) { _ = try Schema(parsing: deep) }
    #expect(tooDeep?.message == "types nested more than 128 deep")
    var wide = "type T0 = Long;"
    for index in 1...60 { wide += "type T\(index) = { a: T\(index - 1), b: T\(index - 1) };" }
    let tooLarge = #expect(throws: SyntaxError.self) { _ = try Schema(parsing: wide) }
    #expect(tooLarge?.message == "holds more than 100000 types, common types written out")
    var chain = ""
    for index in 1...10_000 { chain += "type T\(index) = T\(index + 1);" }
    _ = try Schema(parsing: chain + "type T10001 = Long;")
  }

  @Test("says so where a hierarchy has too many pairs")
  func hierarchy() {
    var chain = "entity A0;"
    for index in 1...3_000 { chain += "entity A\(index) in A\(index - 1);" }
    let error = #expect(throws: SyntaxError.self) { _ = try Schema(parsing: chain) }
    #expect(error?.message == "entity types belong to more than 2000000 others")
  }

  @Test("says so where actions allow too many kinds of request")
  func environments() throws {
    func schema(_ count: Int) -> String {
      let names = (0..<count).map { "A\($0)" }.joined(separator: ", ")
      return "entity \(names); action a appliesTo { principal: [\(names)], resource: [\(names)] };"
    }
    _ = try Schema(parsing: schema(1_000))
    let error = #expect(throws: SyntaxError.self) { _ = try Schema(parsing: schema(1_001)) }
    #expect(error?.message == "the actions allow more than 1000000 kinds of request")
  }

  @Test("reads or refuses a schema of which any octet is another, without a crash")
  func octets() {
    let schema = Array(
      "namespace N{@a(\"b\")entity A in[B]{x?:Set<{y:T}>}tags Bool;entity B enum[\"q\"];type T=Long;}"
        .utf8)
    var taken = 0
    for at in schema.indices {
      for octet in UInt8.min...UInt8.max {
        var changed = schema
        changed[at] = octet
        if (try? Schema(parsing: changed)) != nil { taken += 1 }
      }
    }
    // Names and texts may be others; most of the rest may not.
    #expect(taken > schema.count && taken < schema.count * 128)
  }

  @Test("refuses every prefix of a schema that ends inside a declaration, without a crash")
  func prefixes() throws {
    let schema = Array(
      "namespace N { @a(\"b\") entity A in [B] { x?: Set<{y: Long}> } tags Bool; entity B enum [\"q\\n\"];"
        .utf8)
    for count in 1..<schema.count {
      #expect(throws: SyntaxError.self) { _ = try Schema(parsing: Array(schema[..<count])) }
    }
  }
}
