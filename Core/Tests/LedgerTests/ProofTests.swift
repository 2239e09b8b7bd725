import Ledger
import Testing

@Suite("Proofs")
struct ProofTests {
  private static let all = leaves(600)
  private static let files = TreeFiles(all)

  @Test(
    "roots of the frontier and of tiles are those of the definition",
    arguments: [0, 1, 2, 3, 7, 8, 255, 256, 257, 513])
  func roots(size: Int) throws {
    let run = Self.all[..<size]
    var frontier = TreeFrontier()
    for leaf in run { frontier.append(leaf, hash) }
    var tree = Self.files.tree(size: size)
    #expect(frontier.root(hash) == NaiveTree.root(run))
    #expect(try tree.root() == NaiveTree.root(run))
    #expect(try tree.frontier().root(hash) == NaiveTree.root(run))
    #expect(frontier.size == UInt64(size))
  }

  @Test("proofs of inclusion from tiles are those of the definition, hold, and hold for nothing else")
  func inclusion() throws {
    for size in [1, 2, 3, 5, 8, 13, 255, 256, 257, 300, 512, 600] {
      var tree = Self.files.tree(size: size)
      let root = NaiveTree.root(Self.all[..<size])
      for index in Set([0, 1, size / 3, size / 2, size - 2, size - 1]) where (0..<size).contains(index) {
        let proof = try tree.inclusionProof(of: UInt64(index))
        #expect(proof.path == NaiveTree.path(index, Self.all[..<size]))
        #expect(proof.verifies(leaf: Self.all[index], root: root, hash))
        #expect(!proof.verifies(leaf: Self.all[(index + 1) % 600], root: root, hash))
        #expect(!proof.verifies(leaf: Self.all[index], root: Self.all[0], hash) || size == 1)
        let moved = InclusionProof(index: UInt64(index) ^ 1, size: UInt64(size), path: proof.path)
        #expect(!moved.verifies(leaf: Self.all[index], root: root, hash))
        let longer = InclusionProof(index: UInt64(index), size: UInt64(size), path: proof.path + [root])
        #expect(!longer.verifies(leaf: Self.all[index], root: root, hash))
        if !proof.path.isEmpty {
          let shorter = InclusionProof(index: UInt64(index), size: UInt64(size), path: proof.path.dropLast())
          #expect(!shorter.verifies(leaf: Self.all[index], root: root, hash))
        }
      }
    }
  }

  @Test(
    "proofs of consistency from tiles are those of the definition, of small sizes and large"
  )
  func consistency() throws {
    let sizes = Array(1...33) + [64, 100, 255, 256, 257, 511, 512, 600]
    let roots = Dictionary(uniqueKeysWithValues: sizes.map { ($0, NaiveTree.root(Self.all[..<$0])) })
    for size in sizes {
      var tree = Self.files.tree(size: size)
      for old in sizes where old <= size {
        let proof = try tree.consistencyProof(from: UInt64(old))
        let (oldRoot, root) = (try #require(roots[old]), try #require(roots[size]))
        #expect(proof.path == NaiveTree.proof(old, Self.all[..<size]))
        #expect(proof.verifies(oldRoot: oldRoot, newRoot: root, hash))
        #expect(try tree.root(atSize: UInt64(old)) == oldRoot)
        guard old < size else { continue }
        #expect(!proof.verifies(oldRoot: Self.all[599], newRoot: root, hash))
        #expect(!proof.verifies(oldRoot: oldRoot, newRoot: Self.all[599], hash))
        for place in proof.path.indices {
          var path = proof.path
          path[place] = Self.all[598]
          let changed = ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(size), path: path)
          #expect(!changed.verifies(oldRoot: oldRoot, newRoot: root, hash))
        }
      }
      let none = try tree.consistencyProof(from: 0)
      let root = try #require(roots[size])
      #expect(none.path.isEmpty && !none.verifies(oldRoot: hash.empty, newRoot: root, hash))
    }
  }

  @Test("an index or size beyond the tree is refused with both numbers")
  func beyond() throws {
    var tree = Self.files.tree(size: 10)
    #expect(throws: LedgerError(.beyondTree(index: 10, size: 10))) { try tree.inclusionProof(of: 10) }
    #expect(throws: LedgerError(.beyondTree(index: 11, size: 10))) { try tree.consistencyProof(from: 11) }
    #expect(throws: LedgerError(.beyondTree(index: .max, size: 10))) { try tree.root(atSize: .max) }
  }

  @Test("a subtree starts at a multiple of the power of two that its length fits into")
  func subtrees() {
    for (start, end) in [(0, 0), (5, 5), (0, 7), (4, 8), (8, 13), (6, 7), (16, 32)] as [(UInt64, UInt64)] {
      #expect(Subtree(start: start, end: end) != nil, "\(start) to \(end)")
    }
    for (start, end) in [(1, 3), (2, 5), (4, 9), (3, 2), (1, 1 << 63 + 2)] as [(UInt64, UInt64)] {
      #expect(Subtree(start: start, end: end) == nil, "\(start) to \(end)")
    }
  }
}
