using Tincan.Protocols.Book;
using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using static Tincan.Checks.Plays.LookupClientPlay;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on a client of an address book.</summary>
internal static class LookupClientSuite
{
    public static Suite Suite { get; } = new(
        "lookup.client",
        Side.Client,
        "A client that asks an address book who an e-mail address belongs to.",
        BookMessage.Codec,
        [
            new(
                "lookup.client.found",
                Level.Must,
                "The client sends 'Q', the length in one byte, and the address; and writes 'EMAIL belongs to NAME' as a line, behind a prompt if there is one.",
                "This is what the program is for.",
                "Send type, length and text in one message; receive two bytes, and then as many as the second one says.",
                static context => AskAsync(context, $"{Luke}\n", (Luke, Name))) { Points = 2 },
            new(
                "lookup.client.not-found",
                Level.Must,
                "For the answer 'Error 404' the client writes 'EMAIL was not found in the database!'.",
                "'Error 404' is nobody's name.",
                "Compare the text of the answer with 'Error 404' before it is written.",
                static context => AskAsync(context, "darth@empire.gov\n", ("darth@empire.gov", Missing))),
            new(
                "lookup.client.many",
                Level.Must,
                "One address after another is asked for, found or not, until the input ends.",
                "An address that nobody has does not end the run.",
                "Read, ask and write in a loop.",
                static context => AskAsync(context, $"{Luke}\nnobody@example.com\nleia@alderaan.org\n", (Luke, Name), ("nobody@example.com", Missing), ("leia@alderaan.org", "Leia Organa"))),
            new(
                "lookup.client.length-in-bytes",
                Level.Must,
                "The length counts bytes of UTF-8, not characters.",
                "The server takes the last bytes of the address for the next message.",
                "Encode the address first, and take the length of what comes of it.",
                static context => AskAsync(context, "renée@exämple.org\n", ("renée@exämple.org", "Renée"))),
            new(
                "lookup.client.unicode-name",
                Level.Must,
                "A name beyond ASCII is received whole and written as UTF-8.",
                "A client that counts characters waits for bytes that never come; one that decodes halves shows nonsense.",
                "Receive as many bytes as the length says, and decode them together.",
                static context => AskAsync(context, $"{Luke}\n", (Luke, "Zoë Ångström 🙂"))),
            new(
                "lookup.client.long-address",
                Level.Must,
                "An address of 127 bytes is asked for.",
                "It is the longest one that every server understands.",
                "Do not cut the address; the length has one byte.",
                static context => AskAsync(context, $"{Long}\n", (Long, Name))) { CanBurn = false },
            new(
                "lookup.client.unsigned-address",
                Level.Should,
                "An address of 128 bytes is asked for: the length byte is unsigned.",
                "A signed byte ends at 127, and a client that uses one crashes or sends a negative length.",
                "Write the length as one unsigned byte: struct.pack('B', n), or n.to_bytes(1), in Python.",
                static context => AskAsync(context, $"{TooLong}\n", (TooLong, Name))) { CanBurn = false },
            new(
                "lookup.client.unsigned-name",
                Level.Should,
                "A name of 200 bytes is received: the length byte is unsigned.",
                "Read as signed, 200 is -56, and nothing is received.",
                "Read the length as one unsigned byte: data[1] in Python, b & 0xFF in Java.",
                static context => AskAsync(context, $"{Luke}\n", (Luke, new string('L', 200)))) { CanBurn = false },
            new(
                "lookup.client.two-segments",
                Level.Must,
                "An answer whose header comes in one segment, and whose text in another, is taken whole.",
                "TCP keeps no edges between sends: a server may send the header by itself.",
                "Call recv until as many bytes are there as the length says.",
                TwoSegmentsAsync) { CanBurn = false },
            new(
                "lookup.client.closed-after-each",
                Level.Must,
                "With a server that closes behind each answer, the client asks for the next address on a new connection.",
                "Classroom servers answer one query and close.",
                "Connect for each query, or connect again when recv returns nothing.",
                ClosedAfterEachAsync) { CanBurn = false },
            new(
                "lookup.client.one-connection",
                Level.Should,
                "All addresses are asked for on one connection, if the server keeps it.",
                "A connection a query costs a round trip each.",
                "Connect once, before the loop over the addresses.",
                OneConnectionAsync) { CanBurn = false },
            new(
                "lookup.client.last-line",
                Level.Must,
                "A last address without newline behind it is asked for like any other.",
                "printf and many editors write no newline behind the last line.",
                "Take off a newline only if there is one: line[:-1] takes the last character of such a line.",
                static context => AskAsync(context, $"leia@alderaan.org\n{Luke}", ("leia@alderaan.org", "Leia Organa"), (Luke, Name))),
            new(
                "lookup.client.blank-line-ends",
                Level.Must,
                "A blank line ends the run: what is behind it is not asked for, and the client closes and ends.",
                "It is how a user says that there are no more addresses.",
                "Leave the loop when the line is empty.",
                static async context => await (await AnswerAsync(context, $"{Luke}\n\nleia@alderaan.org\n", (Luke, Name))).EndsWellAsync()) { CanBurn = false },
            new(
                "lookup.client.eof-ends",
                Level.Must,
                "At the end of its input the client closes (FIN), and ends with exit code 0 if all addresses were found.",
                "The server keeps the connection for as long as its client stays.",
                "When there is no line left, close the socket and leave; input() raises EOFError there, and that is no failure.",
                static async context => await (await AnswerAsync(context, $"{Luke}\n", (Luke, Name))).EndsWellAsync()) { CanBurn = false },
            new(
                "lookup.client.not-understood",
                Level.Should,
                "The answer 'Error: Unknown message protocol' is not written as a name.",
                "The address belongs to nobody of that name.",
                "Compare the text of the answer with both error texts before it is written.",
                NotUnderstoodAsync) { CanBurn = false },
            new(
                "lookup.client.wrong-type",
                Level.Should,
                "What does not begin with 'R' is not taken for an answer.",
                "The server speaks another protocol, and its bytes are no name.",
                "Look at the first byte before the length is used.",
                WrongTypeAsync) { CanBurn = false },
            new(
                "lookup.client.early-close",
                Level.Must,
                "The client ends when the server closes while an answer, or a part of it, is owed.",
                "A client that waits for bytes that cannot come any more hangs for ever.",
                "When recv returns nothing, the server has gone: leave the loop.",
                static async context => await (await OwedAsync(context)).LeaveAsync()) { CanBurn = false },
            new(
                "lookup.client.early-close-fails",
                Level.Should,
                "When the server closes in the middle of an answer, the client's exit code is not 0.",
                "A script that runs the client takes half of a name for all of it.",
                "End with sys.exit(1), or let the error end the program, when an answer is cut off.",
                static async context => await (await OwedAsync(context)).LeaveAndFailAsync()) { CanBurn = false },
            ClientCases.Refused("lookup.client", $"{Luke}\n"),
        ])
    {
        HasLines = false,
        Parameters = [BookParameters.Belongs with { Cases = ["lookup.client.found"] }, BookParameters.Unknown with { Cases = ["lookup.client.not-found"] }],
        Probe = LookupClientProbe.RunAsync,
    };
}
