using Tincan.Protocols.Book;
using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using static Tincan.Checks.Plays.BookServerPlay;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on the server of an address book.</summary>
public static class BookServerSuite
{
    /// <summary>The file that the program reads its book from.</summary>
    internal const string BookFile = "book.csv";

    private const string Name = "book.server";

    /// <summary>What is about more of the book than its two entries cannot be judged where the program has a book of its own.</summary>
    private static readonly Parameter[] OwnBook = [BookParameters.Entry, BookParameters.OtherEntry];

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        $"A server that looks up in {BookFile} whose e-mail address it is asked for.",
        BookMessage.Codec,
        [
            new("book.server.found", Level.Must,
                "An address of the book is answered with 'R', the length of the name in one byte, and the name.",
                "This is what the program is for.",
                "Read the type, the length and so many bytes; send the type, the length and the name in one send.",
                AskOneAsync) { Points = 2 },
            new("book.server.missing", Level.Must,
                "An address that is not in the book is answered with 'Error 404'.",
                "A client that gets no answer waits for ever.",
                "Look the address up with get(), and answer Error 404 if it is not there.",
                static context => AskAsync(context, Missing(context))),
            new("book.server.whole-address", Level.Must,
                "Only the whole address is found, no part of it and nothing longer.",
                "gmail.com is not luke@gmail.com.",
                "Compare with ==, not with startswith or in.",
                WholeAddressAsync),
            new("book.server.any-case", Level.Should,
                "An address is found in whichever case it is asked for.",
                "People write Luke@Gmail.com and mean the same.",
                "Compare both addresses in small letters.",
                static context => AskAsync(context, (Known(context).Address.ToUpperInvariant(), Known(context).Answer))),
            new("book.server.name-in-utf8", Level.Must,
                "The length of a name counts its bytes in UTF-8, not its characters.",
                "A client that is told too small a length cuts the name, and takes the rest for the next message.",
                "Encode the name first, and take the length of the bytes.",
                static context => AskAsync(context, ("padme@naboo.gov", "Padmé Amidala"))) { NeedsDefault = OwnBook },
            new("book.server.address-in-utf8", Level.Must,
                "An address beyond ASCII is read by its length in bytes, and found.",
                "A program that counts characters waits for bytes that never come.",
                "Receive as many bytes as the length says, and decode them after that.",
                static context => AskAsync(context, ("chloé@coruscant.org", "Chloe"))) { NeedsDefault = OwnBook },
            new("book.server.long-address", Level.Should,
                "An address of 200 bytes is read whole: the length is unsigned, 0 to 255.",
                "Read as a signed byte, a length over 127 is negative, and the program fails.",
                "Take the byte & 0xFF (Java), or data[1] as it is (Python).",
                static context => AskAsync(context, Missing(context, new string('x', 188) + "@example.org"))),
            new("book.server.empty-address", Level.Should,
                "A query of length 0 is a query: its address is not in the book.",
                "A header without text is a whole message; a client waits for the answer to it.",
                "Answer as soon as the message is whole; do not wait for text if the length is 0.",
                static context => AskAsync(context, Missing(context, ""))),
            new("book.server.quoted-name", Level.Should,
                "A name that stands in quotes in the book may have commas and quotes in it.",
                "Books are CSV (RFC 4180), and split(',') cuts such names in two.",
                "Read the book with a library for CSV.",
                QuotedNameAsync) { NeedsDefault = OwnBook },
            new("book.server.long-name", Level.Should,
                "A name of 200 bytes is answered whole: the length is unsigned, 0 to 255.",
                "A signed byte ends at 127, and a program that uses one fails or sends a negative length.",
                "Write the length as one unsigned byte: struct.pack('B', n), or n.to_bytes(1), in Python.",
                static context => AskAsync(context, ("jabba@hutt.net", LongName))) { CanBurn = false, NeedsDefault = OwnBook },
            new("book.server.no-header", Level.Should,
                "A book without the header 'email,name' has its first address in its first line.",
                "The header of a book may be missing, and the first person must not be lost with it.",
                "Skip the first line only if it is 'email,name'.",
                NoHeaderAsync) { CanBurn = false, NeedsDefault = OwnBook },
            new("book.server.many-queries", Level.Should,
                "Each query of a connection is answered, one after another.",
                "A client with many addresses need not connect again for each.",
                "Answer in a loop until recv returns nothing.",
                static context => AskAsync(context, Known(context), Missing(context), Other(context))),
            new("book.server.ahead", Level.Should,
                "Queries that come in one segment are answered one by one, in order.",
                "TCP keeps no edges between sends: two queries may arrive together.",
                "Read exactly as many bytes as the header and the length say, and leave the rest for the next query.",
                AheadAsync) { SpeaksAhead = true },
            new("book.server.unknown-type", Level.Must,
                "A message of a type other than 'Q' is answered with 'Error: Unknown message protocol'.",
                "The other side speaks something else, and has to be told.",
                "Look at the first byte; if it is not 'Q', send this error.",
                UnknownTypeAsync),
            new("book.server.unknown-type-closes", Level.Must,
                "Behind that error the server closes with FIN, even if there is more that it has not read.",
                "Closing over unread bytes sends RST, and RST can destroy the error on its way.",
                "Call shutdown(SHUT_WR), then recv until it returns nothing, and only then close.",
                UnknownTypeClosesAsync) { CanBurn = false },
            new("book.server.half-header", Level.Must,
                "A header that never completes is answered with 'Error: Unknown message protocol', and the server closes.",
                "A program that waits for the second byte after the end waits for ever, or fails.",
                "When recv returns nothing in the middle of a header, send this error and close.",
                HalfHeaderAsync) { CanBurn = false },
            new("book.server.short-text", Level.Must,
                "When the client finishes in the middle of an address, the server closes.",
                "A program that goes on to wait for the missing bytes holds a thread for ever.",
                "In the loop that receives the text, stop when recv returns nothing.",
                ShortTextAsync) { CanBurn = false },
            new("book.server.not-utf8", Level.Should,
                "An address that is not UTF-8 is answered with 'Error: Unknown message protocol', and the server closes.",
                "Such an address cannot be decoded, and an exception that nobody catches leaves the client without an answer.",
                "Catch the decoding error (UnicodeDecodeError in Python), send this error and close.",
                NotUtf8Async) { CanBurn = false },
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
