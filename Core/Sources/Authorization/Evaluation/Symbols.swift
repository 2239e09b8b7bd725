/// Names, entities, sets and records, each once and known by its number.
///
/// A table may go on behind another one: its numbers begin where those of the other end.
struct Symbols: ~Copyable, Sendable {
  /// Where the numbers begin.
  struct Start: Sendable {
    var text = 0
    var type = 0
    var entity = 0
    var set = 0
    var record = 0
    var network = 0
  }

  let start: Start

  private(set) var texts: [Text] = []
  private(set) var types: [TypeName] = []
  private(set) var entities: [EntityUID] = []
  /// The number of each entity's type.
  private(set) var entityTypes: [Int] = []
  private(set) var networks: [IPNetwork] = []
  /// In order, none twice.
  private(set) var members: [Atom] = []
  private(set) var sets: [Piece] = []
  /// By the numbers of their keys.
  private(set) var fields: [Field] = []
  private(set) var records: [Piece] = []

  private var textNumbers: [Text: Int] = [:]
  private var typeNumbers: [TypeName: Int] = [:]
  private var entityNumbers: [EntityUID: Int] = [:]
  private var networkNumbers: [IPNetwork: Int] = [:]
  private var setNumbers: [[Atom]: Int] = [:]
  private var recordNumbers: [[Field]: Int] = [:]

  init(start: Start = Start()) {
    self.start = start
  }

  /// Where a table that goes on behind this one begins.
  var end: Start {
    Start(
      text: start.text + texts.count, type: start.type + types.count,
      entity: start.entity + entities.count, set: start.set + sets.count,
      record: start.record + records.count, network: start.network + networks.count)
  }
}

extension Symbols {
  func number(of text: Text) -> Int? { textNumbers.isEmpty ? nil : textNumbers[text] }
  func number(of type: TypeName) -> Int? { typeNumbers.isEmpty ? nil : typeNumbers[type] }
  func number(of entity: EntityUID) -> Int? { entityNumbers.isEmpty ? nil : entityNumbers[entity] }
  func number(of network: IPNetwork) -> Int? { networkNumbers.isEmpty ? nil : networkNumbers[network] }

  func number(of elements: [Atom]) -> Int? {
    if sets.count > Self.fewLimit { return setNumbers[elements] }
    for (number, piece) in sets.enumerated()
    where piece.count == elements.count && members[piece.range].elementsEqual(elements) {
      return start.set + number
    }
    return nil
  }

  func number(of attributes: [Field]) -> Int? {
    if records.count > Self.fewLimit { return recordNumbers[attributes] }
    for (number, piece) in records.enumerated()
    where piece.count == attributes.count && fields[piece.range].elementsEqual(attributes) {
      return start.record + number
    }
    return nil
  }

  /// So many sets or records are compared one by one: what a request brings is not worth a dictionary.
  private static let fewLimit = 8
}

extension Symbols {
  /// Each adds what the table does not have yet.
  mutating func add(_ text: Text) -> Int {
    let number = start.text + texts.count
    texts.append(text)
    textNumbers[text] = number
    return number
  }

  mutating func add(_ type: TypeName) -> Int {
    let number = start.type + types.count
    types.append(type)
    typeNumbers[type] = number
    return number
  }

  mutating func add(_ entity: EntityUID, type: Int) -> Int {
    let number = start.entity + entities.count
    entities.append(entity)
    entityTypes.append(type)
    entityNumbers[entity] = number
    return number
  }

  mutating func add(_ network: IPNetwork) -> Int {
    let number = start.network + networks.count
    networks.append(network)
    networkNumbers[network] = number
    return number
  }

  /// Takes members in order.
  mutating func add(members elements: [Atom]) -> Int {
    let number = start.set + sets.count
    sets.append(Piece(start: members.count, count: elements.count))
    members.append(contentsOf: elements)
    if sets.count > Self.fewLimit {
      if setNumbers.isEmpty {
        for (earlier, piece) in sets.enumerated() {
          setNumbers[Array(members[piece.range])] = start.set + earlier
        }
      }
      setNumbers[elements] = number
    }
    return number
  }

  /// Takes fields in the order of their keys.
  mutating func add(fields attributes: [Field]) -> Int {
    let number = start.record + records.count
    records.append(Piece(start: fields.count, count: attributes.count))
    fields.append(contentsOf: attributes)
    if records.count > Self.fewLimit {
      if recordNumbers.isEmpty {
        for (earlier, piece) in records.enumerated() {
          recordNumbers[Array(fields[piece.range])] = start.record + earlier
        }
      }
      recordNumbers[attributes] = number
    }
    return number
  }
}
