package io.jenkins.plugins.deploymentledger.core.ledger.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roots and proofs are those of RFC 6962 and RFC 9162, and no other proof is accepted. */
class ProofsTest {

    /** The leaves and roots of the reference implementation of Certificate Transparency. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private final TreeHasher hasher = new TreeHasher();

    /** The hashes of the leaves of a tree, and any complete subtree straight from the definition. */
    private NodeSource tree(List<byte[]> leaves) {
        return new NodeSource() {
            @Override
            public Hash node(int level, long index) {
                return level == 0
                        ? hasher.leaf(leaves.get((int) index))
                        : hasher.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
            }
        };
    }

    private NodeSource knownTree() {
        return tree(LEAVES.stream().map(HexFormat.of()::parseHex).toList());
    }

    private static List<byte[]> numbered(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(new byte[] {(byte) i, (byte) (i >> 8)});
        }
        return leaves;
    }

    @Test
    void rootsAreTheKnownOnes() throws Exception {
        Proofs proofs = new Proofs(knownTree());
        for (int size = 0; size < ROOTS.size(); size++) {
            assertEquals(ROOTS.get(size), proofs.root(size).hex(), "size " + size);
        }
    }

    @Test
    void inclusionProofsAreTheKnownOnes() throws Exception {
        Proofs proofs = new Proofs(knownTree());
        assertEquals(List.of(), proofs.inclusion(0, 1).path());
        assertEquals(
                List.of(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
                proofs.inclusion(0, 8).path().stream().map(Hash::hex).toList());
        assertEquals(
                List.of(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
                proofs.inclusion(5, 8).path().stream().map(Hash::hex).toList());
    }

    @Test
    void consistencyProofsAreTheKnownOnes() throws Exception {
        Proofs proofs = new Proofs(knownTree());
        assertEquals(List.of(), proofs.consistency(1, 1).path());
        assertEquals(
                List.of(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
                proofs.consistency(6, 8).path().stream().map(Hash::hex).toList());
    }

    @Test
    void everyProofOfEverySmallTreeProves() throws Exception {
        List<byte[]> leaves = numbered(40);
        Proofs proofs = new Proofs(tree(leaves));
        for (int size = 1; size <= leaves.size(); size++) {
            Hash root = proofs.root(size);
            for (int i = 0; i < size; i++) {
                assertTrue(proofs.inclusion(i, size).proves(hasher.leaf(leaves.get(i)), root), i + " in " + size);
            }
            for (int old = 0; old <= size; old++) {
                assertTrue(proofs.consistency(old, size).proves(proofs.root(old), root), old + " to " + size);
            }
        }
    }

    @Test
    void aForgedInclusionProofProvesNothing() throws Exception {
        List<byte[]> leaves = numbered(21);
        Proofs proofs = new Proofs(tree(leaves));
        for (int size = 1; size <= leaves.size(); size++) {
            Hash root = proofs.root(size);
            for (int i = 0; i < size; i++) {
                InclusionProof proof = proofs.inclusion(i, size);
                Hash leaf = hasher.leaf(leaves.get(i));
                for (int j = 0; j <= size; j++) {
                    // Another leaf at this place, and this leaf at another place or in a tree of another size.
                    Hash other = hasher.leaf(new byte[] {(byte) j, 99});
                    assertFalse(proof.proves(other, root), "a leaf that is not in the tree");
                    if (j != i) {
                        assertFalse(new InclusionProof(j, size, proof.path()).proves(leaf, root), i + " moved to " + j);
                    }
                }
                assertFalse(new InclusionProof(-1, size, proof.path()).proves(leaf, root));
                assertFalse(new InclusionProof(i, i, proof.path()).proves(leaf, root));
                assertFalse(proof.proves(leaf, hasher.leaf(root.bytes())), "another root");
                for (List<Hash> forged : forgeries(proof.path())) {
                    assertFalse(new InclusionProof(i, size, forged).proves(leaf, root), i + " in " + size);
                }
            }
        }
    }

    @Test
    void anInnerNodeIsNoLeaf() throws Exception {
        // The attack that the prefixes of RFC 6962 prevent: to pass a node off as an entry.
        Proofs proofs = new Proofs(knownTree());
        byte[] children = new byte[2 * Hash.LENGTH];
        System.arraycopy(knownTree().node(0, 0).bytes(), 0, children, 0, Hash.LENGTH);
        System.arraycopy(knownTree().node(0, 1).bytes(), 0, children, Hash.LENGTH, Hash.LENGTH);
        List<Hash> shortened = proofs.inclusion(0, 4).path().subList(1, 2);
        assertFalse(new InclusionProof(0, 2, shortened).proves(hasher.leaf(children), proofs.root(4)));
    }

    @Test
    void aForgedConsistencyProofProvesNothing() throws Exception {
        List<byte[]> leaves = numbered(21);
        Proofs proofs = new Proofs(tree(leaves));
        List<byte[]> changed = new ArrayList<>(leaves);
        changed.set(0, new byte[] {77});
        Proofs fork = new Proofs(tree(changed));
        for (int size = 1; size <= leaves.size(); size++) {
            Hash root = proofs.root(size);
            for (int old = 1; old <= size; old++) {
                ConsistencyProof proof = proofs.consistency(old, size);
                Hash oldRoot = proofs.root(old);
                assertFalse(proof.proves(fork.root(old), root), "a fork " + old + " to " + size);
                assertFalse(proof.proves(oldRoot, fork.root(size)), "a fork " + old + " to " + size);
                assertFalse(fork.consistency(old, size).proves(oldRoot, fork.root(size)));
                for (List<Hash> forged : forgeries(proof.path())) {
                    assertFalse(new ConsistencyProof(old, size, forged).proves(oldRoot, root), old + " to " + size);
                }
                for (int other = 0; other <= size; other++) {
                    if (other != old) {
                        assertFalse(new ConsistencyProof(other, size, proof.path()).proves(oldRoot, root));
                    }
                }
            }
            assertFalse(new ConsistencyProof(0, size, List.of()).proves(root, root));
            assertFalse(new ConsistencyProof(size + 1L, size, List.of()).proves(root, root));
        }
    }

    /** The path with a bit flipped, a hash missing, doubled, added, and with two of them swapped. */
    private List<List<Hash>> forgeries(List<Hash> path) {
        List<List<Hash>> forged = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            byte[] bytes = path.get(i).bytes();
            bytes[i % bytes.length] ^= 1;
            forged.add(with(path, i, Hash.of(bytes)));
            List<Hash> missing = new ArrayList<>(path);
            missing.remove(i);
            forged.add(missing);
            List<Hash> doubled = new ArrayList<>(path);
            doubled.add(i, path.get(i));
            forged.add(doubled);
            if (i > 0) {
                forged.add(with(with(path, i, path.get(i - 1)), i - 1, path.get(i)));
            }
        }
        List<Hash> added = new ArrayList<>(path);
        added.add(hasher.empty());
        forged.add(added);
        return forged;
    }

    private static List<Hash> with(List<Hash> path, int index, Hash hash) {
        List<Hash> copy = new ArrayList<>(path);
        copy.set(index, hash);
        return copy;
    }

    @Test
    void whatIsNotInTheTreeHasNoProof() {
        Proofs proofs = new Proofs(knownTree());
        assertThrows(IllegalArgumentException.class, () -> proofs.inclusion(8, 8));
        assertThrows(IllegalArgumentException.class, () -> proofs.inclusion(-1, 8));
        assertThrows(IllegalArgumentException.class, () -> proofs.consistency(9, 8));
    }
}
