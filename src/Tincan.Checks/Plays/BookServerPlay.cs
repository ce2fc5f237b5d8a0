using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Suites;

namespace Tincan.Checks.Plays;

/// <summary>Plays the clients of an address book server.</summary>
internal static class BookServerPlay
{
    public static readonly string LongName = $"{new string('J', 194)} Jabba";

    internal static byte[] Message(char type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)type, (byte)bytes.Length, .. bytes];
    }

    /// <summary>Asks on one connection.</summary>
    public static async Task AskAsync(CaseContext context, params (string Address, string Answer)[] questions)
    {
        await using var peer = await context.ConnectAsync();
        foreach (var (address, answer) in questions)
        {
            await peer.SendAsync(Message('Q', address));
            await peer.ExpectAsync(Message('R', answer));
        }
    }

    public static Task AskOneAsync(CaseContext context) => AskAsync(context, Known(context));

    /// <summary>An address in the program's book, and its owner.</summary>
    public static (string Address, string Answer) Known(CaseContext context) => BookParameters.EntryOf(context.Options, BookParameters.Entry);

    /// <summary>Another address in the book, and its owner.</summary>
    public static (string Address, string Answer) Other(CaseContext context) => BookParameters.EntryOf(context.Options, BookParameters.OtherEntry);

    /// <summary>An address that is not in the book, and the expected answer.</summary>
    public static (string Address, string Answer) Missing(CaseContext context, string address = "vader@empire.gov") => (address, context.Options.ValueOf(BookParameters.NotFound));

    /// <summary>The expected answer to a message that the program does not understand.</summary>
    private static byte[] Refusal(CaseContext context) => Message('R', context.Options.ValueOf(BookParameters.NotUnderstood));

    /// <summary>Uses a connection for each question, so that a program that answers only one question passes too.</summary>
    public static async Task WholeAddressAsync(CaseContext context)
    {
        var (address, _) = Known(context);
        foreach (var part in (string[])[address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..], address[..^1], $"{address}.org"])
        {
            await AskAsync(context, Missing(context, part));
        }
    }

    public static async Task QuotedNameAsync(CaseContext context)
    {
        await AskAsync(context, ("han@falcon.net", "Solo, Han"));
        await AskAsync(context, ("chewie@kashyyyk.org", "Chewbacca \"Chewie\""));
    }

    public static async Task PipelinedAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SendAsync((byte[])[.. Message('Q', Known(context).Address), .. Message('Q', Missing(context).Address), .. Message('Q', Other(context).Address)]);
        await peer.ExpectAsync(Message('R', Known(context).Answer));
        await peer.ExpectAsync(Message('R', Missing(context).Answer));
        await peer.ExpectAsync(Message('R', Other(context).Answer));
    }

    public static async Task UnknownTypeAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SendAsync(Message('X', "luke@gmail.com"));
        await peer.ExpectAsync(Refusal(context));
    }

    public static async Task UnknownTypeClosesAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SendAsync((byte[])[.. Message('X', "luke@gmail.com"), .. Message('Q', "leia@alderaan.org")]);
        await peer.SkipAsync(Encoding.UTF8.GetString(Refusal(context)));
        await peer.ExpectCloseAsync();
    }

    public static async Task HalfHeaderAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SendAsync("Q"u8.ToArray());
        await peer.FinishAsync();
        await peer.ExpectAsync(Refusal(context));
        await peer.ExpectCloseAsync();
    }

    public static async Task ShortTextAsync(CaseContext context)
    {
        await using var peer = await HalfAsync(context);
        await peer.FinishAsync();
        await peer.SkipAsync(Encoding.UTF8.GetString(Refusal(context)));
        await peer.ExpectCloseAsync();
    }

    public static async Task NoHeaderAsync(CaseContext context)
    {
        context.Write(BookServerSuite.BookFile, "luke@gmail.com,Luke Skywalker\nleia@alderaan.org,Leia Organa\n"u8);
        await AskOneAsync(context);
    }

    public static async Task NotUtf8Async(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SendAsync((byte[])[(byte)'Q', 6, 0xFF, 0xFE, .. "@x.y"u8]);
        await peer.ExpectAsync(Refusal(context));
        await peer.ExpectCloseAsync();
    }

    public static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await context.ConnectAsync();
        await peer.SendAsync(Message('Q', Known(context).Address));
        await peer.SkipAsync(Encoding.UTF8.GetString(Message('R', Known(context).Answer)));
        return peer;
    }

    /// <summary>Sends a part of a query.</summary>
    public static async Task<Peer> HalfAsync(CaseContext context)
    {
        var peer = await context.ConnectAsync();
        await peer.SendAsync(Message('Q', "luke@gmail.com").AsMemory(0, 6));
        return peer;
    }
}
