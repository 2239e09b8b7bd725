/// A schema as it was written, names not yet looked up.
///
/// Source: Cedar schema format, "Human-readable schema", grammar.
struct WrittenSchema {
  var namespaces: [WrittenNamespace] = []
}

/// The declarations of one `namespace`, or those outside every namespace.
struct WrittenNamespace {
  /// Nil outside every namespace.
  var name: WrittenName?
  var entities: [WrittenEntityType] = []
  var actions: [WrittenAction] = []
  var commonTypes: [WrittenCommonType] = []
}

/// Identifiers joined by `::`, or the text of a string where one may stand instead.
struct WrittenName {
  var path: Text
  var place: Place

  mutating func append(_ part: WrittenName) {
    path = Text(validated: path.octets + [UInt8(ascii: ":"), UInt8(ascii: ":")] + part.path.octets)
  }
}

/// `entity A, B in [C] { … } tags T;` or `entity A enum ["x"];`
struct WrittenEntityType {
  var names: [WrittenName]
  var parents: [WrittenName] = []
  var attributes: [WrittenAttribute] = []
  var tags: WrittenType?
  /// The ids of an enumerated type; nil of the others.
  var choices: Set<Text>?
}

/// `action a, "b c" in [d] appliesTo { … };`
struct WrittenAction {
  var names: [WrittenName]
  var parents: [WrittenActionReference] = []
  /// Nil where the action applies to nothing.
  var application: WrittenApplication?
}

/// An action named in another's `in`: `read`, `"read"` or `Plant::Action::"read"`.
struct WrittenActionReference {
  /// The action's type; nil where only the id is written.
  var type: WrittenName?
  var id: WrittenName
}

struct WrittenApplication {
  var principals: [WrittenName]
  var resources: [WrittenName]
  var context: WrittenContext
}

enum WrittenContext {
  case attributes([WrittenAttribute])
  case common(WrittenName)
}

/// `type T = …;`
struct WrittenCommonType {
  var name: WrittenName
  var type: WrittenType
}

indirect enum WrittenType {
  case named(WrittenName)
  case set(WrittenType)
  case record([WrittenAttribute])
}

/// `"key"?: Type`
struct WrittenAttribute {
  var key: Text
  var isRequired: Bool
  var type: WrittenType
}
