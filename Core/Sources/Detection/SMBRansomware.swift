import Vocabulary

/// SMB ransomware: a host makes a server's files useless, one after another.
///
/// Sees: files whose readable content became a cipher, in place or under a new name whose original was
/// deleted; extensions that ransomware gives; one unknown extension put behind those of many files; letters
/// of extortion by name, in folder after folder. Content is judged by its first octets: how even they are,
/// and what form their head shows.
///
/// Why it matters: a plant whose recipes, drawings and programs are gone stands still. Whoever sees the first
/// twenty files may save the others.
///
/// Threshold: 15 points within 10 minutes by one host. A file that became a cipher counts 2, a known
/// extension 5, an unknown one put behind the file's own 1, a letter in a new folder 3. With content or known
/// extensions it is critical, with letters high, with names alone medium.
///
/// Stays silent: backups and archives, which leave the original or say in their heads what they are; virus
/// scanners, which read; CAD and office programs, which save beside the file and rename; software roll-outs,
/// photo copies, encryption by programs whose extension says so.
struct SMBRansomware: Sendable {
  static let threshold = 15
  static let window: Int64 = 600 * .nanosecondsPerSecond
  /// Signs kept of one host.
  static let damageLimit = 256

  private struct Actor: Sendable {
    let client: EndpointID
    var damages: [FileDamage] = []
    /// All signs, those that were not kept included.
    var count = 0
    var last = Timestamp(nanoseconds: .min)
  }

  private var actors: [Actor] = []
  private var index = SlotIndex()
  private var memory = FileMemory()
  private let extensions = RansomExtensions()
  let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
  }

  mutating func observe(_ touch: FileTouch) {
    if touch.deeds.contains(.folder) { return }
    if let damage = judge(touch) { add(damage, of: touch.client) }
    learn(touch)
  }

  /// What the touch is a sign of.
  private mutating func judge(_ touch: FileTouch) -> FileDamage? {
    let name = touch.newPath
    let changes = !touch.deeds.isDisjoint(with: [.written, .renamed, .created])
    if changes, name.traits.contains(.ransomNote), touch.deeds.contains(.created) {
      return FileDamage(.note, touch, mark: name.folder)
    }
    let before = memory[touch.client, touch.path.whole]
    if before.contains(.counted), !touch.deeds.contains(.deleted) {
      // Encrypted first, renamed then: one file.
      memory[touch.client, name.whole].insert(.counted)
      return nil
    }
    // Some of the extensions are words: behind another extension, or after another one, they are none.
    let isGiven =
      touch.deeds.contains(.created)
      ? !name.innerExtension.isEmpty : name.fileExtension != touch.path.fileExtension
    if changes, isGiven, extensions.isKnown(name.fileExtension) { return counted(.knownExtension, touch) }
    let isCipher = touch.writtenMeasure.isCipher || before.contains(.cipher)
    if isCipher, becameCipher(touch, before) { return counted(.encrypted, touch) }
    if touch.deeds.contains(.deleted), lostToCipher(touch.path, of: touch.client) {
      return counted(.encrypted, touch)
    }
    if touch.deeds.contains(.renamed), name.stem == touch.path.base, !touch.path.fileExtension.isEmpty,
      !touch.path.traits.contains(.temporary), !extensions.isHarmless(name.fileExtension)
    {
      return FileDamage(
        isCipher ? .encrypted : .renamed, touch, mark: isCipher ? 0 : name.fileExtension.order.high)
    }
    return nil
  }

  private mutating func counted(_ kind: FileDamage.Kind, _ touch: FileTouch) -> FileDamage {
    memory[touch.client, touch.path.whole].insert(.counted)
    memory[touch.client, touch.newPath.whole].insert(.counted)
    return FileDamage(kind, touch)
  }

  /// A file that could be read holds a cipher now, where it was or under a name made of its own.
  private func becameCipher(_ touch: FileTouch, _ before: FileMemory.Traits) -> Bool {
    if touch.deeds.contains(.renamed), extensions.isHarmless(touch.newPath.fileExtension),
      touch.newPath.stem == touch.path.base
    {
      return false
    }
    if !touch.deeds.contains(.created) {
      if touch.isPlainRead || before.contains(.plain) { return true }
    }
    return touch.deeds.contains(.written) && isMadeOfDeleted(touch.newPath, of: touch.client)
  }

  /// A cipher written beside an original that is gone: `plan.dwg` deleted, `plan.dwg.abc` or `plan.abc` new.
  private func isMadeOfDeleted(_ name: FilePath, of client: EndpointID) -> Bool {
    if extensions.isHarmless(name.fileExtension) { return false }
    return memory[client, name.stemWhole].contains(.deleted)
  }

  /// The original of a cipher beside it is deleted.
  private func lostToCipher(_ path: FilePath, of client: EndpointID) -> Bool {
    if path.traits.contains(.temporary) { return false }
    return memory[client, path.whole].contains(.cipherBeside)
      || memory[client, path.stemWhole].contains(.cipherBeside)
  }

  private mutating func learn(_ touch: FileTouch) {
    let client = touch.client
    if touch.isPlainRead { memory[client, touch.path.whole].insert(.plain) }
    if touch.deeds.contains(.deleted), !touch.path.traits.contains(.temporary) {
      memory[client, touch.path.whole].insert(.deleted)
      memory[client, touch.path.stemWhole].insert(.deleted)
    }
    guard touch.deeds.contains(.written) || touch.deeds.contains(.renamed) else { return }
    let isCipher =
      touch.deeds.contains(.written)
      ? touch.writtenMeasure.isCipher : memory[client, touch.path.whole].contains(.cipher)
    guard isCipher else { return }
    memory[client, touch.newPath.whole].insert(.cipher)
    if touch.deeds.contains(.created), !extensions.isHarmless(touch.newPath.fileExtension) {
      memory[client, touch.newPath.stemWhole].insert(.cipherBeside)
    }
  }

  private mutating func add(_ damage: FileDamage, of client: EndpointID) {
    let hash = mixed(0, UInt64(client.rawValue))
    let at: Int
    if let known = index.find(hash, where: { actors[$0].client == client }) {
      at = known
    } else {
      guard actors.count < limit else {
        dropped += 1
        return
      }
      at = actors.count
      actors.append(Actor(client: client))
      index.insert(hash, record: at)
    }
    actors[at].count += 1
    if damage.time > actors[at].last { actors[at].last = damage.time }
    if actors[at].damages.count < Self.damageLimit {
      actors[at].damages.append(damage)
    } else {
      dropped += 1
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    actors.compactMap { actor in
      let burst = Self.burst(of: actor.damages)
      guard let first = burst.first else { return nil }
      let kinds = burst.map { $0.kind }
      let severity: Severity =
        kinds.contains(.encrypted) || kinds.contains(.knownExtension)
        ? .critical : kinds.contains(.note) ? .high : .medium
      return Finding(
        kind: .smbRansomware, severity: severity, endpoints: [actor.client, first.server],
        parameters: [
          FindingParameter(.actor, .endpoint(actor.client)),
          FindingParameter(.target, .endpoint(first.server)),
          FindingParameter(.protocolName, .protocolName(first.name)),
          FindingParameter(.count, .number(UInt64(actor.count))),
          FindingParameter(.object, .object(first.evidence.object)),
        ], first: first.time, last: actor.last, count: actor.count,
        evidence: burst.prefix(Finding.evidenceLimit).map { $0.evidence })
    }
  }

  /// The signs of the first span of time that holds enough points, and all that follow; none where no span
  /// does.
  private static func burst(of damages: [FileDamage]) -> [FileDamage] {
    let damages = withoutStrays(damages).sorted { $0.isBefore($1) }
    var left = 0
    var points = 0
    for right in damages.indices {
      points += damages[right].kind.points
      while damages[right].time.nanoseconds(since: damages[left].time) > window {
        points -= damages[left].kind.points
        left += 1
      }
      if points >= threshold { return Array(damages[left...]) }
    }
    return []
  }

  /// Letters once a folder, and of unknown extensions only the most frequent one.
  private static func withoutStrays(_ damages: [FileDamage]) -> [FileDamage] {
    var folders: [UInt64] = []
    var marks: [(mark: UInt64, count: Int)] = []
    for damage in damages where damage.kind == .renamed {
      if let at = marks.firstIndex(where: { $0.mark == damage.mark }) {
        marks[at].count += 1
      } else {
        marks.append((damage.mark, 1))
      }
    }
    var best: (mark: UInt64, count: Int) = (0, 0)
    for mark in marks where mark.count > best.count { best = mark }
    return damages.filter { damage in
      switch damage.kind {
      case .renamed: return damage.mark == best.mark
      case .note:
        if folders.contains(damage.mark) { return false }
        folders.append(damage.mark)
        return true
      case .encrypted, .knownExtension: return true
      }
    }
  }
}

extension FileTouch {
  /// What was read first is no cipher: it is uneven, or its head says what it is.
  fileprivate var isPlainRead: Bool {
    readMeasure.sampleOctets >= ContentMeasure.usefulOctets
      && (!readMeasure.isEven || readMeasure.form != .unknown)
  }
}
