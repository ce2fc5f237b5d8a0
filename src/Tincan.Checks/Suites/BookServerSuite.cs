using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using Tincan.Protocols.Book;
using static Tincan.Checks.Plays.BookServerPlay;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for an address book server.</summary>
public static class BookServerSuite
{
    /// <summary>The file with the program's address book.</summary>
    internal const string BookFile = "book.csv";

    private const string Name = "book.server";

    /// <summary>Cases that need more than two entries are skipped if the program has a book of its own.</summary>
    private static readonly Parameter[] OwnBook = [BookParameters.Entry, BookParameters.OtherEntry];

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        $"A server that finds the owner of an e-mail address in {BookFile}.",
        BookMessage.Codec,
        [
            new("book.server.found", Level.Must,
                "The server answers an address in the book with 'R', the length of the name in one byte, and the name.",
                "This is what the program is for.",
                "Read the type, the length, and that many bytes; then send the type, the length and the name in one send.",
                AskOneAsync) { Points = 2 },
            new("book.server.missing", Level.Must,
                "The server answers an address that is not in the book with 'Error 404'.",
                "A client that gets no answer waits forever.",
                "Look the address up with get(), and answer Error 404 if it is not there.",
                static context => AskAsync(context, Missing(context))),
            new("book.server.whole-address", Level.Must,
                "An address matches only as a whole: not a part of it, and nothing longer.",
                "gmail.com is not luke@gmail.com.",
                "Compare with ==, not with startswith or in.",
                WholeAddressAsync),
            new("book.server.any-case", Level.Should,
                "Upper and lower case make no difference in an address.",
                "People write Luke@Gmail.com and mean the same.",
                "Convert both addresses to lower case before you compare them.",
                static context => AskAsync(context, (Known(context).Address.ToUpperInvariant(), Known(context).Answer))),
            new("book.server.name-in-utf8", Level.Must,
                "The length of a name counts its bytes in UTF-8, not its characters.",
                "If the length is too small, the client cuts off the name and takes the rest for the next message.",
                "Encode the name first, and count its bytes.",
                static context => AskAsync(context, ("padme@naboo.gov", "Padmé Amidala"))) { NeedsDefault = OwnBook },
            new("book.server.address-in-utf8", Level.Must,
                "The server reads an address with non-ASCII characters by its length in bytes, and finds it.",
                "A program that counts characters waits for bytes that never come.",
                "Receive as many bytes as the length says, and decode them after that.",
                static context => AskAsync(context, ("chloé@coruscant.org", "Chloe"))) { NeedsDefault = OwnBook },
            new("book.server.long-address", Level.Should,
                "The server reads an address of 200 bytes completely: the length is unsigned, 0 to 255.",
                "Read as a signed byte, a length over 127 is negative, and the program fails.",
                "Use byte & 0xFF in Java, data[1] in Python.",
                static context => AskAsync(context, Missing(context, new string('x', 188) + "@example.org"))),
            new("book.server.empty-address", Level.Should,
                "The server answers a query of length 0: its address is not in the book.",
                "A header without text is a complete message, and the client waits for an answer to it.",
                "Answer as soon as the message is complete; do not wait for text if the length is 0.",
                static context => AskAsync(context, Missing(context, ""))),
            new("book.server.quoted-name", Level.Should,
                "A quoted name in the book may contain commas and quotes.",
                "Books are CSV (RFC 4180), and split(',') cuts such names in two.",
                "Read the book with a CSV library.",
                QuotedNameAsync) { NeedsDefault = OwnBook },
            new("book.server.long-name", Level.Should,
                "The server sends a name of 200 bytes completely: the length is unsigned, 0 to 255.",
                "A signed byte ends at 127, and a program that uses one fails or sends a negative length.",
                "Write the length as one unsigned byte: struct.pack('B', n), or n.to_bytes(1), in Python.",
                static context => AskAsync(context, ("jabba@hutt.net", LongName))) { CanPerturb = false, NeedsDefault = OwnBook },
            new("book.server.no-header", Level.Should,
                "In a book without the header 'email,name', the first line is an entry.",
                "The header is optional, and a server that always skips the first line loses the first person.",
                "Skip the first line only if it is 'email,name'.",
                NoHeaderAsync) { CanPerturb = false, NeedsDefault = OwnBook },
            new("book.server.many-queries", Level.Should,
                "The server answers every query of a connection, in order.",
                "A client with many addresses does not have to connect again for each one.",
                "Answer in a loop until recv returns nothing.",
                static context => AskAsync(context, Known(context), Missing(context), Other(context))),
            new("book.server.ahead", Level.Should,
                "The server answers queries that arrive in one read one by one, in order.",
                "TCP does not keep sends apart: two queries may arrive together.",
                "Read exactly the bytes of the header and the text, and keep the rest for the next query.",
                PipelinedAsync) { IsPipelined = true },
            new("book.server.unknown-type", Level.Must,
                "The server answers a message whose type is not 'Q' with 'Error: Unknown message protocol'.",
                "The client speaks another protocol, and the error tells it so.",
                "Check the first byte; if it is not 'Q', send this error.",
                UnknownTypeAsync),
            new("book.server.unknown-type-closes", Level.Must,
                "After that error the server closes with FIN, even if it has not read everything.",
                "Closing with unread bytes sends an RST, which can destroy the error on its way.",
                "Call shutdown(SHUT_WR), then recv until it returns nothing, and only then close.",
                UnknownTypeClosesAsync) { CanPerturb = false },
            new("book.server.half-header", Level.Must,
                "If the client finishes in the middle of a header, the server answers 'Error: Unknown message protocol' and closes.",
                "A program that still waits for the second byte waits forever, or fails.",
                "When recv returns nothing in the middle of a header, send this error and close.",
                HalfHeaderAsync) { CanPerturb = false },
            new("book.server.short-text", Level.Must,
                "When the client finishes in the middle of an address, the server closes.",
                "A program that waits for the missing bytes holds a thread forever.",
                "In the loop that receives the text, stop when recv returns nothing.",
                ShortTextAsync) { CanPerturb = false },
            new("book.server.not-utf8", Level.Should,
                "The server answers an address that is not UTF-8 with 'Error: Unknown message protocol' and closes.",
                "Decoding such an address fails, and an uncaught exception leaves the client without an answer.",
                "Catch the decoding error (UnicodeDecodeError in Python), send this error and close.",
                NotUtf8Async) { CanPerturb = false },
            ServerCases.Closes(Name, BeginAsync),
            ServerCases.NextClient(Name, AskOneAsync),
            ServerCases.AfterReset(Name, HalfAsync, AskOneAsync),
            ServerCases.Concurrent(Name, Level.Should, HalfAsync, AskOneAsync),
            ServerCases.StartsAgain(Name, BeginAsync, AskOneAsync),
        ])
    {
        HasLines = false,
        Parameters =
        [
            BookParameters.Entry,
            BookParameters.OtherEntry,
            BookParameters.NotFound with { Cases = ["book.server.missing"] },
            BookParameters.NotUnderstood with { Cases = ["book.server.unknown-type"] },
        ],
        Probe = BookServerProbe.RunAsync,
        Files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [BookFile] = Encoding.UTF8.GetBytes(
                """"
                email,name
                luke@gmail.com,Luke Skywalker
                leia@alderaan.org,Leia Organa
                han@falcon.net,"Solo, Han"
                chewie@kashyyyk.org,"Chewbacca ""Chewie"""
                padme@naboo.gov,Padmé Amidala
                chloé@coruscant.org,Chloe

                """".ReplaceLineEndings("\n") + $"jabba@hutt.net,{LongName}\n"),
        },
    };
}
