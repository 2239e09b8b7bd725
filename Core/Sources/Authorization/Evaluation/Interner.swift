/// A table that is not changed any more.
final class FrozenSymbols: Sendable {
  let symbols: Symbols

  init(_ symbols: consuming Symbols) {
    self.symbols = symbols
  }
}

/// Gives values their numbers: those of the frozen table, and new ones for what that does not have.
struct Interner: ~Copyable {
  let base: FrozenSymbols
  var extra: Symbols

  init(after base: FrozenSymbols) {
    self.base = base
    extra = Symbols(start: base.symbols.end)
  }

  mutating func number(of text: Text) -> Int {
    base.symbols.number(of: text) ?? extra.number(of: text) ?? extra.add(text)
  }

  mutating func number(of type: TypeName) -> Int {
    base.symbols.number(of: type) ?? extra.number(of: type) ?? extra.add(type)
  }

  mutating func number(of entity: EntityUID) -> Int {
    base.symbols.number(of: entity) ?? extra.number(of: entity)
      ?? extra.add(entity, type: number(of: entity.type))
  }

  mutating func number(of network: IPNetwork) -> Int {
    base.symbols.number(of: network) ?? extra.number(of: network) ?? extra.add(network)
  }

  /// A set of these, in whichever order and however often each.
  mutating func set(of atoms: [Atom]) -> Atom {
    var members = atoms
    members.sort()
    var count = 0
    for member in members where count == 0 || members[count - 1] != member {
      members[count] = member
      count += 1
    }
    members.removeSubrange(count...)
    let number = base.symbols.number(of: members) ?? extra.number(of: members) ?? extra.add(members: members)
    return Atom(.set, number: number)
  }

  /// A record of these, no key twice.
  mutating func record(of attributes: [Field]) -> Atom {
    var fields = attributes
    fields.sort { $0.key < $1.key }
    let number = base.symbols.number(of: fields) ?? extra.number(of: fields) ?? extra.add(fields: fields)
    return Atom(.record, number: number)
  }

  mutating func atom(_ value: Value) -> Atom {
    switch value {
    case .bool(let bool): return Atom(bool)
    case .long(let long): return Atom(.long, long)
    case .string(let text): return Atom(.string, number: number(of: text))
    case .entity(let uid): return Atom(.entity, number: number(of: uid))
    case .set(let elements):
      var members: [Atom] = []
      members.reserveCapacity(elements.count)
      for element in elements { members.append(atom(element)) }
      return set(of: members)
    case .record(let attributes): return record(of: attributes)
    case .decimal(let decimal): return Atom(.decimal, decimal.tenThousandths)
    case .ip(let network): return Atom(.ip, number: number(of: network))
    case .datetime(let datetime): return Atom(.datetime, datetime.milliseconds)
    case .duration(let span): return Atom(.duration, span.milliseconds)
    }
  }

  mutating func record(of attributes: [Text: Value]) -> Atom {
    var fields: [Field] = []
    fields.reserveCapacity(attributes.count)
    for (key, value) in attributes { fields.append(Field(key: number(of: key), value: atom(value))) }
    return record(of: fields)
  }
}

extension Interner {
  func text(_ number: Int) -> Text {
    let start = extra.start.text
    return number < start ? base.symbols.texts[number] : extra.texts[number - start]
  }

  func entity(_ number: Int) -> EntityUID {
    let start = extra.start.entity
    return number < start ? base.symbols.entities[number] : extra.entities[number - start]
  }

  func type(ofEntity number: Int) -> Int {
    let start = extra.start.entity
    return number < start ? base.symbols.entityTypes[number] : extra.entityTypes[number - start]
  }

  func network(_ number: Int) -> IPNetwork {
    let start = extra.start.network
    return number < start ? base.symbols.networks[number] : extra.networks[number - start]
  }

  func memberCount(ofSet number: Int) -> Int {
    let start = extra.start.set
    return number < start ? base.symbols.sets[number].count : extra.sets[number - start].count
  }

  func member(_ index: Int, ofSet number: Int) -> Atom {
    let start = extra.start.set
    return number < start
      ? base.symbols.members[base.symbols.sets[number].start + index]
      : extra.members[extra.sets[number - start].start + index]
  }

  /// By halving: members stand in order.
  func contains(_ atom: Atom, inSet number: Int) -> Bool {
    var low = 0
    var high = memberCount(ofSet: number)
    while low < high {
      let middle = (low + high) / 2
      let member = member(middle, ofSet: number)
      if member == atom { return true }
      if member < atom { low = middle + 1 } else { high = middle }
    }
    return false
  }

  /// The value under a key.
  func value(of key: Int, inRecord number: Int) -> Atom? {
    let start = extra.start.record
    return number < start
      ? Self.value(of: key, base.symbols.fields, base.symbols.records[number])
      : Self.value(of: key, extra.fields, extra.records[number - start])
  }

  private static func value(of key: Int, _ fields: [Field], _ piece: Piece) -> Atom? {
    var low = piece.start
    var high = piece.start + piece.count
    while low < high {
      let middle = (low + high) / 2
      let field = fields[middle]
      if field.key == key { return field.value }
      if field.key < key { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
