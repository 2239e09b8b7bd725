/// Turns policies into instructions.
struct Compiler: ~Copyable {
  typealias Way = (resource: PolicyIndex.Key, principal: PolicyIndex.Key, action: PolicyIndex.Key)

  var interner: Interner
  private(set) var policies: [CompiledPolicy] = []
  private(set) var instructions: [Instruction] = []
  private(set) var places: [Int32] = []
  private(set) var patterns: [Pattern] = []
  private(set) var keyLists: [[Int]] = []

  init(_ interner: consuming Interner) {
    self.interner = interner
  }

  /// Gives the ways by which the index finds the policy.
  mutating func compile(_ policy: Policy) -> [Way] {
    let start = instructions.count
    // All must hold; the first that does not ends it.
    var exits: [Int] = []
    for (variable, scope) in [(Variable.principal, policy.principal), (.resource, policy.resource)] {
      // The index has compared the rest.
      guard case .isIn(let type, _) = scope else { continue }
      emit(.variable(variable), policy.place)
      emit(.isType(interner.number(of: type)), policy.place)
      exits.append(emit(.jumpIfFalse(0), policy.place))
    }
    for condition in policy.conditions {
      let place = condition.expression.place
      compile(condition.expression)
      if condition.kind == .unless { emit(.unary(.not), place) }
      exits.append(emit(.jumpIfFalse(0), place))
    }
    emit(.push(Atom(true)), policy.place)
    for exit in exits { instructions[exit] = .jumpIfFalse(instructions.count) }
    let code = Piece(start: start, count: instructions.count - start)
    policies.append(CompiledPolicy(id: policy.id, isForbid: policy.effect == .forbid, code: code))
    return ways(to: policy)
  }
}

extension Compiler {
  @discardableResult
  private mutating func emit(_ instruction: Instruction, _ place: Place) -> Int {
    instructions.append(instruction)
    places.append(Int32(clamping: place.offset))
    return instructions.count - 1
  }

  /// Calls itself no deeper than the parser lets expressions be nested.
  private mutating func compile(_ expression: Expression) {
    let place = expression.place
    switch expression.form {
    case .bool(let bool): emit(.push(Atom(bool)), place)
    case .long(let long): emit(.push(Atom(.long, long)), place)
    case .string(let text): emit(.push(Atom(.string, number: interner.number(of: text))), place)
    case .entity(let uid): emit(.push(Atom(.entity, number: interner.number(of: uid))), place)
    case .variable(let variable): emit(.variable(variable), place)
    case .and(let parts): compileChain(parts, place) { .jumpIfFalse($0) }
    case .or(let parts): compileChain(parts, place) { .jumpIfTrue($0) }
    case .conditional(let condition, let then, let otherwise):
      compile(condition)
      let branch = emit(.branch(0), condition.place)
      compile(then)
      let jump = emit(.jump(0), place)
      instructions[branch] = .branch(instructions.count)
      compile(otherwise)
      instructions[jump] = .jump(instructions.count)
    case .unary(let unary, let operand):
      compile(operand)
      emit(.unary(unary), place)
    case .binary(let binary, let left, let right):
      compile(left)
      compile(right)
      emit(.binary(binary), place)
    case .attribute(let value, let name):
      compile(value)
      emit(.attribute(interner.number(of: name)), place)
    case .has(let value, let name):
      compile(value)
      emit(.has(interner.number(of: name)), place)
    case .like(let value, let pattern):
      compile(value)
      patterns.append(pattern)
      emit(.like(patterns.count - 1), place)
    case .is(let value, let type):
      compile(value)
      emit(.isType(interner.number(of: type)), place)
    case .set(let elements): compileSet(elements, place)
    case .record(let fields): compileRecord(fields, place)
    case .call(let function, let arguments): compileCall(function, arguments, place)
    }
  }

  private mutating func compileChain(
    _ parts: [Expression], _ place: Place, _ exit: (Int) -> Instruction
  ) {
    var exits: [Int] = []
    for part in parts.dropLast() {
      compile(part)
      exits.append(emit(exit(0), part.place))
    }
    if let last = parts.last { compile(last) }
    emit(.checkBool, parts.last?.place ?? place)
    for at in exits { instructions[at] = exit(instructions.count) }
  }

  /// What was emitted from `start` on, where these are constants only.
  private func constants(from start: Int) -> [Atom]? {
    var atoms: [Atom] = []
    for instruction in instructions[start...] {
      guard case .push(let atom) = instruction else { return nil }
      atoms.append(atom)
    }
    return atoms
  }

  private mutating func replace(from start: Int, by atom: Atom, _ place: Place) {
    instructions.removeSubrange(start...)
    places.removeSubrange(start...)
    emit(.push(atom), place)
  }

  private mutating func compileSet(_ elements: [Expression], _ place: Place) {
    let start = instructions.count
    for element in elements { compile(element) }
    if let atoms = constants(from: start) {
      replace(from: start, by: interner.set(of: atoms), place)
    } else {
      emit(.set(count: elements.count), place)
    }
  }

  private mutating func compileRecord(_ fields: [RecordField], _ place: Place) {
    let start = instructions.count
    var keys: [Int] = []
    for field in fields {
      compile(field.value)
      keys.append(interner.number(of: field.key))
    }
    if let atoms = constants(from: start) {
      let constant = zip(keys, atoms).map { Field(key: $0, value: $1) }
      replace(from: start, by: interner.record(of: constant), place)
    } else {
      keyLists.append(keys)
      emit(.record(keys: keyLists.count - 1), place)
    }
  }

  /// A constructor of a text that fits is a constant.
  private mutating func compileCall(
    _ function: ExtensionFunction, _ arguments: [Expression], _ place: Place
  ) {
    let start = instructions.count
    for argument in arguments { compile(argument) }
    if function.isConstructor, arguments.count == 1, case .string(let text) = arguments[0].form,
      let value = function.construct(text)
    {
      replace(from: start, by: interner.atom(value), place)
    } else {
      emit(.call(function, count: arguments.count), place)
    }
  }
}
