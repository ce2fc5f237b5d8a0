using System.Text;
using Tincan.Book;

namespace Tincan.Checks;

/// <summary>What the cases do that judge the server of an address book: they are its clients.</summary>
internal static class BookServerPlay
{
    public static readonly string NotFound = Encoding.ASCII.GetString(BookMessage.NotFound);

    private static readonly string NotUnderstood = Encoding.ASCII.GetString(BookMessage.NotUnderstood);

    public static readonly string LongName = $"{new string('J', 194)} Jabba";

    private static byte[] Message(char type, string text)
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

    public static Task AskOneAsync(Trial trial) => AskAsync(trial, ("luke@gmail.com", "Luke Skywalker"));

    /// <summary>On a connection each, so that a program that answers one query can show that it compares well.</summary>
    public static async Task WholeAddressAsync(Trial trial)
    {
        foreach (var part in (string[])["gmail.com", "luke@gmail.co", "luke@gmail.com.org"])
        {
            await AskAsync(trial, (part, NotFound));
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
        await peer.SendAsync((byte[])[.. Message('Q', "luke@gmail.com"), .. Message('Q', "vader@empire.gov"), .. Message('Q', "leia@alderaan.org")]);
        await peer.HearAsync(Message('R', "Luke Skywalker"));
        await peer.HearAsync(Message('R', NotFound));
        await peer.HearAsync(Message('R', "Leia Organa"));
    }

    public static async Task UnknownTypeAsync(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync(Message('X', "luke@gmail.com"));
        await peer.HearAsync(Message('R', NotUnderstood));
    }

    public static async Task UnknownTypeClosesAsync(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync((byte[])[.. Message('X', "luke@gmail.com"), .. Message('Q', "leia@alderaan.org")]);
        await peer.SkipAsync(Encoding.ASCII.GetString(Message('R', NotUnderstood)));
        await peer.HearEndAsync();
    }

    public static async Task HalfHeaderAsync(Trial trial)
    {
        await using var peer = await trial.ConnectAsync();
        await peer.SendAsync("Q"u8.ToArray());
        await peer.FinishAsync();
        await peer.HearAsync(Message('R', NotUnderstood));
        await peer.HearEndAsync();
    }

    public static async Task ShortTextAsync(Trial trial)
    {
        await using var peer = await HalfAsync(trial);
        await peer.FinishAsync();
        await peer.SkipAsync(Encoding.ASCII.GetString(Message('R', NotUnderstood)));
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
        await peer.HearAsync(Message('R', NotUnderstood));
        await peer.HearEndAsync();
    }

    public static async Task<Peer> BeginAsync(Trial trial)
    {
        var peer = await trial.ConnectAsync();
        await peer.SendAsync(Message('Q', "luke@gmail.com"));
        await peer.SkipAsync(Encoding.ASCII.GetString(Message('R', "Luke Skywalker")));
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
