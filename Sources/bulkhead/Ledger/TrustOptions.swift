import ArgumentParser
import Ledger
import LedgerFiles

/// By whose keys a ledger is believed.
struct TrustOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The log's public key, name+id+base64, or a file that holds it.", valueName: "key"),
    completion: .file())
  var key: String

  @Option(
    help: ArgumentHelp(
      "A checkpoint that a witness cosigned: the ledger must continue it.", valueName: "file"),
    completion: .file())
  var witness: String?

  @Option(
    help: ArgumentHelp(
      "A witness's public key, or a file that holds it; may be given several times.", valueName: "key"),
    completion: .file())
  var witnessKey: [String] = []

  @Option(
    help: ArgumentHelp("How many witnesses must have cosigned; all, if not given.", valueName: "number"))
  var quorum: Int?

  func validate() throws {
    if let quorum, !(1...max(1, witnessKey.count)).contains(quorum) || witnessKey.isEmpty {
      throw ValidationError("--quorum \(quorum): it is 1 to the number of witnesses' keys")
    }
    guard witness == nil || !witnessKey.isEmpty else {
      throw ValidationError("--witness needs --witness-key: anybody can write a checkpoint")
    }
  }

  func logKey() throws -> NoteKey { try Self.read(key, .ed25519) }

  func note() throws -> SignedNote? {
    try witness.map { (path) throws in
      do {
        return try SignedNote(parsing: try readOctets(path, limitOctets: SignedNote.octetLimit))
      } catch let error as ReadFault {
        throw refusal("\(path): \(error.message)")
      } catch {
        throw refusal("\(path): \(error)")
      }
    }
  }

  func witnesses() throws -> WitnessQuorum? {
    if witnessKey.isEmpty { return nil }
    let keys = try witnessKey.map { try Self.read($0, .cosignature) }
    return WitnessQuorum(keys: keys, count: quorum ?? keys.count)
  }

  /// A key as text, or the first line of a file.
  static func read(_ text: String, _ algorithm: NoteKey.Algorithm) throws -> NoteKey {
    var octets = Array(text.utf8)
    if (try? NoteKey(parsing: octets, .library)) == nil {
      do throws(ReadFault) {
        octets = try readOctets(text, limitOctets: NoteKey.textLimitOctets)
        octets = Array(octets.prefix { $0 != 0x0A && $0 != 0x0D })
      } catch {
        throw refusal("\(text): neither a public key, name+id+base64, nor a file with one: \(error.message)")
      }
    }
    do throws(LedgerError) {
      let key = try NoteKey(parsing: octets, .library)
      if key.algorithm == algorithm { return key }
    } catch {
      throw refusal("\(text): no public key: \(error)")
    }
    throw refusal(
      "\(text): " + (algorithm == .ed25519 ? "a witness's key, not a log's" : "a log's key, not a witness's"))
  }
}
