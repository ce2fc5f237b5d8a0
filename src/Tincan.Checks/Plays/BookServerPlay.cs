using System.Text;
using Tincan.Checks.Parameters;
using Tincan.Checks.Suites;
using Tincan.Checks.Trials;

namespace Tincan.Checks.Plays;

/// <summary>What the cases do that judge the server of an address book: they are its clients.</summary>
internal static class BookServerPlay
{
    public static readonly string LongName = $"{new string('J', 194)} Jabba";

    internal static byte[] Message(char type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)type, (byte)bytes.Length, .. bytes];
    }

    /// <summary>Asks on one connection.</summary>
    public static async Task AskAsync(Trial trial, params (string Address, string Answer)[] questions)
    {
        await using var peer = await trial.ConnectAsync();
        foreach (var (address, answer) in questions)
        {
            await peer.SendAsync(Message('Q', address));
            await peer.HearAsync(Message('R', answer));
        }
    }

    public static Task AskOneAsync(Trial trial) => AskAsync(trial, Known(trial));

    /// <summary>An address that the program knows, and whose it is.</summary>
    public static (string Address, string Answer) Known(Trial trial) => BookParameters.EntryOf(trial.Options, BookParameters.Entry);

    /// <summary>Another one.</summary>
    public static (string Address, string Answer) Other(Trial trial) => BookParameters.EntryOf(trial.Options, BookParameters.OtherEntry);

    /// <summary>An address that is not in the book, and what is answered for it.</summary>
    public static (string Address, string Answer) Missing(Trial trial, string address = "vader@empire.gov") => (address, trial.Options.ValueOf(BookParameters.NotFound));

    /// <summary>The message for what is not understood.</summary>
    private static byte[] Refusal(Trial trial) => Message('R', trial.Options.ValueOf(BookParameters.NotUnderstood));

    /// <summary>On a connection each, so that a program that answers one query can show that it compares well.</summary>
    public static async Task WholeAddressAsync(Trial trial)
    {
        var (address, _) = Known(trial);
        foreach (var part in (string[])[address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..], address[..^1], $"{address}.org"])
        {
            await AskAsync(trial, Missing(trial, part));
        }
    }

    public static async Task QuotedNameAsync(Trial trial)
    {
        await AskAsync(trial, ("han@falcon.net", "Solo, Han"));
        await AskAsync(trial, ("chewie@kashyyyk.org", "Chewbacca \"Chewie\""));
    }

    public static async Task AheadAsync(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync((byte[])[.. Message('Q', Known(trial).Address), .. Message('Q', Missing(trial).Address), .. Message('Q', Other(trial).Address)]);
        await peer.HearAsync(Message('R', Known(trial).Answer));
        await peer.HearAsync(Message('R', Missing(trial).Answer));
        await peer.HearAsync(Message('R', Other(trial).Answer));
    }

    public static async Task UnknownTypeAsync(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync(Message('X', "luke@gmail.com"));
        await peer.HearAsync(Refusal(trial));
    }

    public static async Task UnknownTypeClosesAsync(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync((byte[])[.. Message('X', "luke@gmail.com"), .. Message('Q', "leia@alderaan.org")]);
        await peer.SkipAsync(Encoding.UTF8.GetString(Refusal(trial)));
        await peer.HearEndAsync();
    }

    public static async Task HalfHeaderAsync(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync("Q"u8.ToArray());
        await peer.FinishAsync();
        await peer.HearAsync(Refusal(trial));
        await peer.HearEndAsync();
    }

    public static async Task ShortTextAsync(Trial trial)
    {
        await using var peer = await HalfAsync(trial);
        await peer.FinishAsync();
        await peer.SkipAsync(Encoding.UTF8.GetString(Refusal(trial)));
        await peer.HearEndAsync();
    }

    public static async Task NoHeaderAsync(Trial trial)
    {
        trial.Write(BookServerSuite.BookFile, "luke@gmail.com,Luke Skywalker\nleia@alderaan.org,Leia Organa\n"u8);
        await AskOneAsync(trial);
    }

    public static async Task NotUtf8Async(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync((byte[])[(byte)'Q', 6, 0xFF, 0xFE, .. "@x.y"u8]);
        await peer.HearAsync(Refusal(trial));
        await peer.HearEndAsync();
    }

    public static async Task<Peer> BeginAsync(Trial trial)
    {
        var peer = await trial.ConnectAsync();
        await peer.SendAsync(Message('Q', Known(trial).Address));
        await peer.SkipAsync(Encoding.UTF8.GetString(Message('R', Known(trial).Answer)));
        return peer;
    }

    /// <summary>Says a part of a query.</summary>
    public static async Task<Peer> HalfAsync(Trial trial)
    {
        var peer = await trial.ConnectAsync();
        await peer.SendAsync(Message('Q', "luke@gmail.com").AsMemory(0, 6));
        return peer;
    }
}
