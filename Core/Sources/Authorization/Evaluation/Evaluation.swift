/// One request in the form that a ``Program`` is asked, and what it takes to judge policies by it.
/// It is never copied: each copy would count the references of all its tables.
struct Evaluation: ~Copyable {
  let program: Program
  var interner: Interner
  let principal: Int
  let action: Int
  let resource: Int
  let context: Atom
  /// What an operand leaves for its operator.
  var stack: [Atom] = []

  init(_ request: Request, _ program: Program) {
    self.program = program
    interner = Interner(after: program.symbols)
    principal = interner.number(of: request.principal)
    action = interner.number(of: request.action)
    resource = interner.number(of: request.resource)
    context = interner.record(of: request.context)
    stack.reserveCapacity(16)
  }

  /// Runs up to `end`; where it fails, `at` is the step that could not be done.
  mutating func run(_ at: inout Int, _ end: Int) throws(Fault) -> Bool {
    stack.removeAll(keepingCapacity: true)
    while at < end {
      switch program.instructions[at] {
      case .push(let atom): stack.append(atom)
      case .variable(let variable): stack.append(value(of: variable))
      case .unary(let unary): stack.append(try apply(unary, pop()))
      case .binary(let binary):
        let right = pop()
        stack.append(try apply(binary, pop(), right))
      case .attribute(let name): stack.append(try attribute(name, of: pop()))
      case .has(let name): stack.append(Atom(try has(name, pop())))
      case .like(let pattern): stack.append(Atom(try isLike(pattern, pop())))
      case .isType(let type):
        stack.append(Atom(interner.type(ofEntity: try entity(pop())) == type))
      case .set(let count):
        let atoms = Array(stack.suffix(count))
        stack.removeLast(count)
        stack.append(interner.set(of: atoms))
      case .record(let keys): makeRecord(keys)
      case .call(let function, let count): stack.append(try call(function, count))
      case .jumpIfFalse(let target):
        if try bool(pop()) { break }
        stack.append(Atom(false))
        at = target
        continue
      case .jumpIfTrue(let target):
        guard try bool(pop()) else { break }
        stack.append(Atom(true))
        at = target
        continue
      case .branch(let target):
        if try bool(pop()) { break }
        at = target
        continue
      case .jump(let target):
        at = target
        continue
      case .checkBool:
        let top = pop()
        stack.append(Atom(try bool(top)))
      }
      at += 1
    }
    return pop().isTrue
  }

  /// The top of the stack; the compiler leaves none empty.
  private mutating func pop() -> Atom { stack.popLast() ?? Atom(false) }

  private func value(of variable: Variable) -> Atom {
    switch variable {
    case .principal: Atom(.entity, number: principal)
    case .action: Atom(.entity, number: action)
    case .resource: Atom(.entity, number: resource)
    case .context: context
    }
  }

  private mutating func makeRecord(_ list: Int) {
    let keys = program.keyLists[list]
    var fields: [Field] = []
    for (key, value) in zip(keys, stack.suffix(keys.count)) { fields.append(Field(key: key, value: value)) }
    stack.removeLast(keys.count)
    stack.append(interner.record(of: fields))
  }
}

extension Evaluation {
  func bool(_ atom: Atom) throws(Fault) -> Bool {
    guard atom.kind == .bool else { throw .type(expected: .bool, found: atom) }
    return atom.isTrue
  }

  func entity(_ atom: Atom) throws(Fault) -> Int {
    guard atom.kind == .entity else { throw .type(expected: .entity, found: atom) }
    return atom.number
  }

  func expect(_ kind: Atom.Kind, _ expected: Fault.Expected, _ atom: Atom) throws(Fault) {
    guard atom.kind == kind else { throw .type(expected: expected, found: atom) }
  }
}
