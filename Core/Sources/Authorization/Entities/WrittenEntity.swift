public import JSON

/// An entity as its JSON has it, its values not read yet: what they mean may depend on a schema.
public struct WrittenEntity: Sendable {
  public let uid: EntityUID
  public let attributes: [JSONMember]
  public let tags: [JSONMember]
  public let parents: Set<EntityUID>

  /// Takes `{"uid": …, "attrs": {…}, "parents": […], "tags": {…}}`; the tags may be missing, what
  /// else stands there means nothing.
  ///
  /// Source: Cedar documentation, "Entities and context syntax".
  public init(_ json: JSONValue) throws(EntityError) {
    guard json.members != nil else {
      throw EntityError(nil, "an entity is an object with `uid`, `attrs` and `parents`")
    }
    guard let uid = json["uid"] else { throw EntityError(nil, "an entity without `uid`") }
    self.uid = try EntityUID(uid)
    guard let attributes = json["attrs"]?.members else {
      throw EntityError(self.uid, "without `attrs`, an object")
    }
    self.attributes = attributes
    guard let parents = json["parents"]?.elements else {
      throw EntityError(self.uid, "without `parents`, a list")
    }
    var set: Set<EntityUID> = []
    for parent in parents { set.insert(try EntityUID(parent)) }
    self.parents = set
    guard let tags = json["tags"] else {
      self.tags = []
      return
    }
    guard let members = tags.members else { throw EntityError(self.uid, "its `tags` are no object") }
    self.tags = members
  }

  /// Reads a list of entities. `take` gets each with its place.
  public static func read(
    _ text: [UInt8], _ take: (WrittenEntity) throws(EntityError) -> Void
  ) throws(EntityError) {
    let value: JSONValue
    var elements: [JSONElement] = []
    do {
      value = try JSONReader(nestingLimit: 128).read(text.span, handingOver: [""]) { elements.append($0) }
    } catch {
      throw EntityError(error, in: text.span)
    }
    guard value.elements != nil else { throw EntityError(nil, "entities are a list") }
    for element in elements where element.depth == 0 {
      do throws(EntityError) {
        try take(try WrittenEntity(element.value))
      } catch {
        var error = error
        error.place = error.place ?? TextPlace(element.offset, in: text.span)
        throw error
      }
    }
  }
}

extension EntityUID {
  /// Takes `{"type": "User", "id": "alice"}` or the same under `__entity`.
  public init(_ json: JSONValue) throws(EntityError) {
    guard let uid = EntityUID(written: json["__entity"] ?? json) else {
      throw EntityError(nil, "an entity is named by `type`, a type's name, and `id`, a string")
    }
    self = uid
  }

  /// nil where it is not an object with a type's name and an id.
  init?(written json: JSONValue) {
    guard let type = json["type"]?.string, let id = json["id"]?.string, let name = TypeName(written: type)
    else {
      return nil
    }
    self.init(name, Text(id))
  }
}

extension TypeName {
  /// Takes a name written as policies do, without spaces; nil where it is none.
  public init?(written text: String) {
    let octets = Array(text.utf8)
    guard var reader = try? TokenReader(octets), let name = try? reader.typeName("a type"),
      reader.current.kind == .end, name.path.octets == octets
    else { return nil }
    self = name
  }
}
