/// One element of an event's XML, as it stood there.
public struct XMLElement: Hashable, Sendable {
  public struct Attribute: Hashable, Sendable {
    public var name: String
    public var value: String
  }

  /// With its prefix, where it has one.
  public var name: String
  public var attributes: [Attribute]
  public var children: [XMLElement]
  /// The text inside it, that of its children left out.
  public var text: String

  init(name: String, attributes: [Attribute]) {
    self.name = name
    self.attributes = attributes
    children = []
    text = ""
  }

  /// The name without its prefix.
  public var localName: String {
    name.utf8.lastIndex(of: 0x3A).map { String(name[name.index(after: $0)...]) } ?? name
  }

  public subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The first child of this name, whatever its prefix.
  public func child(_ name: String) -> XMLElement? { children.first { $0.localName == name } }
}
