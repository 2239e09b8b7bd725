import Authorization
import JSON
import Testing

@Suite("Entities and requests by a schema")
struct ConformanceTests {
  let schema: Schema

  init() throws {
    schema = try Schema(
      parsing: """
        entity U in [G] {
          ip: ipaddr, r: {x?: Long, e?: E}, a?: Long, s?: Set<Long>, es?: Set<E>, f?: U, d?: decimal,
          t?: datetime,
          l?: duration, n?: String, o?: Bool,
        } tags Long;
        entity G in [G]; entity E enum ["x", "y"]; entity Z; entity N in M; entity M in N;
        entity W in V; entity V;
        action a in b appliesTo {
          principal: [U, E], resource: [U, E], context: { k?: {m?: Long}, t?: U, i?: ipaddr, es?: Set<E> },
        };
        action b in c; action c;
        """)
  }

  private func entity(_ type: String, _ id: String, _ rest: String) -> String {
    "{\"uid\": {\"type\": \"\(type)\", \"id\": \"\(id)\"}, \(rest)}"
  }

  private func read(_ entities: String) throws -> [Entity] {
    try Entities(parsing: Array("[\(entities)]".utf8), by: schema).entities
  }

  private func message(_ entities: String) -> String? {
    do throws(EntityError) {
      _ = try Entities(parsing: Array("[\(entities)]".utf8), by: schema)
      return nil
    } catch {
      return error.message
    }
  }

  private func user(_ attributes: String) -> String {
    entity("U", "u", "\"attrs\": {\"ip\": \"10.0.0.1\", \"r\": {}\(attributes)}, \"parents\": []")
  }

  @Test("reads escaped values with and without their escapes")
  func escapes() throws {
    let address = try #require(IPNetwork(parsing: "10.0.0.1"))
    for written in [
      "\"10.0.0.1\"", "{\"fn\": \"ip\", \"arg\": \"10.0.0.1\"}",
      "{\"__extn\": {\"fn\": \"ip\", \"arg\": \"10.0.0.1\"}}",
    ] {
      let user = try read(entity("U", "u", "\"attrs\": {\"ip\": \(written), \"r\": {}}, \"parents\": []"))[0]
      #expect(user.attributes["ip"] == .ip(address))
    }
    for written in ["{\"type\": \"U\", \"id\": \"v\"}", "{\"__entity\": {\"type\": \"U\", \"id\": \"v\"}}"] {
      #expect(try read(user(", \"f\": \(written)"))[0].attributes["f"] == .entity(EntityUID("U", "v")))
    }
    let enums = try read(user(", \"es\": [{\"type\": \"E\", \"id\": \"x\"}]"))[0]
    #expect(enums.attributes["es"] == .set([.entity(EntityUID("E", "x"))]))
  }

  @Test(
    "takes what the schema has",
    arguments: [
      ", \"a\": -9223372036854775808", ", \"s\": []", ", \"s\": [1, 2]", ", \"d\": \"1.5\"",
      ", \"t\": \"2026-01-01\"",
      ", \"l\": \"1h\"", ", \"n\": \"\", \"o\": true",
    ])
  func takes(attributes: String) {
    #expect(message(user(attributes)) == nil)
  }

  @Test(
    "refuses other attributes, in words",
    arguments: [
      (", \"zz\": 1", "the schema has no attribute `zz` here"),
      (", \"a\": \"1\"", "attribute `a`: expected Long, found a String"),
      (", \"a\": null", "attribute `a`: `null` is no value; leave the attribute out"),
      (
        ", \"a\": {\"__entity\": {\"type\": \"U\", \"id\": \"x\"}}",
        "attribute `a`: expected Long, found an entity of the type `U`"
      ),
      (
        ", \"f\": \"U::\\\"x\\\"\"",
        "attribute `f`: an entity is named by `type`, a type's name, and `id`, a string"
      ),
      (
        ", \"f\": {\"type\": \"G\", \"id\": \"x\"}",
        "attribute `f`: expected U, found an entity of the type `G`"
      ),
      (", \"es\": [{\"type\": \"E\", \"id\": \"q\"}]", "attribute `es`: `q` is none of the ids of `E`"),
      (", \"s\": [1, \"a\"]", "attribute `s`: expected Long, found a String"),
      (", \"s\": 1", "attribute `s`: expected Set<Long>, found a Long"),
      (", \"d\": \"1.55555\"", "attribute `d`: `1.55555` is no decimal"),
      (", \"d\": {\"fn\": \"ip\", \"arg\": \"::1\"}", "attribute `d`: expected decimal, found an ipaddr"),
      (", \"d\": 1", "attribute `d`: expected decimal, a string"),
      (", \"r\": {\"q\": 1}", "attribute `r`: the schema has no attribute `q` here"),
      (", \"r\": 1", "attribute `r`: expected {e?: E, x?: Long}, found a Long"),
    ])
  func refuses(attributes: String, words: String) {
    let attributes = attributes.hasPrefix(", \"r\"") ? attributes : attributes + ", \"r\": {}"
    let written = entity("U", "u", "\"attrs\": {\"ip\": \"::1\"\(attributes)}, \"parents\": []")
    #expect(message(written) == "U::\"u\": \(words)")
  }

  @Test("refuses missing attributes, tags, parents, types and ids that the schema does not have")
  func entities() {
    let plain = "\"attrs\": {}, \"parents\": []"
    #expect(message(entity("U", "u", plain)) == "U::\"u\": the attribute `ip` is missing")
    #expect(message(entity("Q", "x", plain)) == "Q::\"x\": the schema has no entity type `Q`")
    #expect(message(entity("E", "x", plain)) == nil)
    #expect(message(entity("E", "q", plain)) == "E::\"q\": `q` is none of the ids of `E`")
    #expect(message(entity("G", "g", plain + ", \"tags\": {}")) == nil)
    #expect(
      message(entity("G", "g", plain + ", \"tags\": {\"x\": 1}")) == "G::\"g\": the schema gives it no tags")
    let tagged = entity(
      "U", "u", "\"attrs\": {\"ip\": \"::1\", \"r\": {}}, \"parents\": [], \"tags\": {\"x\": \"1\"}")
    #expect(message(tagged) == "U::\"u\": tag `x`: expected Long, found a String")
    func inside(_ type: String, _ parent: String, _ id: String) -> String {
      entity(type, "e", "\"attrs\": {}, \"parents\": [{\"type\": \"\(parent)\", \"id\": \"\(id)\"}]")
    }
    #expect(message(inside("G", "G", "g")) == nil)
    #expect(message(inside("N", "N", "n")) == nil)
    #expect(message(inside("G", "G", "e")) == "G::\"e\": is in itself: a parent leads back to it")
    #expect(
      message(inside("W", "W", "w")) == "W::\"e\": can't be in W::\"w\": the schema has no such membership")
    #expect(
      message(inside("G", "Action", "a"))
        == "G::\"e\": can't be in Action::\"a\": the schema has no such membership")
  }

  @Test("takes actions only as the schema declares them")
  func actions() {
    func action(_ id: String, in parents: [String], _ attributes: String = "") -> String {
      let parents = parents.map { "{\"type\": \"Action\", \"id\": \"\($0)\"}" }.joined(separator: ",")
      return entity("Action", id, "\"attrs\": {\(attributes)}, \"parents\": [\(parents)]")
    }
    #expect(message(action("a", in: ["b", "c"])) == nil)
    #expect(message(action("a", in: ["b"]) + "," + action("b", in: ["c"])) == nil)
    let differs = "differs from the schema's declaration of this action"
    #expect(message(action("a", in: ["b"])) == "Action::\"a\": \(differs)")
    #expect(message(action("a", in: [])) == "Action::\"a\": \(differs)")
    #expect(message(action("c", in: ["b"])) == "Action::\"c\": \(differs)")
    #expect(message(action("c", in: [], "\"x\": 1")) == "Action::\"c\": \(differs)")
    #expect(message(action("z", in: [])) == "Action::\"z\": the schema has no such action")
  }

  @Test("says where the entity that differs begins")
  func place() throws {
    let error = try #require(throws: EntityError.self) {
      _ = try read(
        entity("G", "g", "\"attrs\": {}, \"parents\": []") + ",\n  "
          + entity("Q", "x", "\"attrs\": {}, \"parents\": []"))
    }
    #expect(error.place?.line == 2)
    #expect(error.place?.column == 3)
  }

  @Test(
    "holds requests against what the action applies to",
    arguments: [
      (
        "U", "u", "a", "U", "{\"k\": {\"m\": 1}, \"t\": {\"type\": \"U\", \"id\": \"x\"}, \"i\": \"::1\"}",
        nil
      ),
      ("E", "x", "a", "U", "{}", nil),
      ("E", "q", "a", "U", "{}", "`q` is none of the ids of `E`"),
      ("U", "u", "a", "Z", "{}", "Action::\"a\": does not apply to the resource type `Z`"),
      ("Z", "u", "a", "U", "{}", "Action::\"a\": does not apply to the principal type `Z`"),
      ("Q", "u", "a", "U", "{}", "the schema has no entity type `Q`"),
      ("U", "u", "z", "U", "{}", "the schema has no action Action::\"z\""),
      ("U", "u", "b", "U", "{}", "Action::\"b\": does not apply to the principal type `U`"),
      ("U", "u", "a", "U", "{\"zz\": 1}", "context: the schema has no attribute `zz` here"),
      (
        "U", "u", "a", "U", "{\"k\": {\"m\": true}}",
        "context: attribute `k`: attribute `m`: expected Long, found a Bool"
      ),
      (
        "U", "u", "a", "U", "{\"es\": [{\"type\": \"E\", \"id\": \"q\"}]}",
        "context: attribute `es`: `q` is none of the ids of `E`"
      ),
      ("U", "u", "a", "U", "{\"i\": \"q\"}", "context: attribute `i`: `q` is no ipaddr"),
      ("U", "u", "a", "U", "[]", "a context is an object"),
    ] as [(String, String, String, String, String, String?)])
  func requests(
    type: String, id: String, action: String, resource: String, context: String, words: String?
  ) throws {
    let json = try JSONReader().read(Array(context.utf8))
    let action = EntityUID("Action", Text(action))
    var message: String?
    do throws(EntityError) {
      let context = try schema.context(json, of: action)
      try schema.check(
        Request(
          principal: EntityUID(TypeName(Text(type)), Text(id)), action: action,
          resource: EntityUID(TypeName(Text(resource)), "r"), context: context))
    } catch {
      message = error.message
    }
    #expect(message == words)
  }
}
