using System.Net.Sockets;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

/// <summary>A book that is restarted while it is asked: every question is answered whole, or the connection ends between two answers.</summary>
public sealed class BookRestartTests
{
    private const int Names = 50;
    private const int Ahead = 5;

    [Fact]
    public async Task Under_load_every_answer_is_whole_and_the_right_one()
    {
        using var scratch = new Scratch();
        var book = scratch.Write("book.csv", string.Concat(Enumerable.Range(0, Names).Select(static one => $"a{one}@b,{NameOf(one)}\n")));
        await RestartBench.RunAsync(
            listen => TincanCli.ServeAsync("serve", "book", "--book", book, "--log", "warn", "--listen", listen),
            static number =>
            {
                var next = number;
                return async socket =>
                {
                    var asked = Enumerable.Range(next, Ahead).Select(static one => one % Names).ToList();
                    next += Ahead;
                    await socket.SendAsync(asked.SelectMany(static one => Question($"a{one}@b")).ToArray()).InTime();
                    return await ReceiveAllAsync(socket, asked);
                };
            });
    }

    /// <summary>Names of all lengths, so that a cut or a mix-up shows.</summary>
    private static string NameOf(int one) => $"N{one} {new string((char)('a' + (one % 26)), 1 + (one * 4))}";

    private static byte[] Question(string email) => [(byte)'Q', (byte)email.Length, .. Encoding.ASCII.GetBytes(email)];

    /// <returns>False if the connection ended, between two answers.</returns>
    private static async Task<bool> ReceiveAllAsync(Socket socket, List<int> asked)
    {
        foreach (var one in asked)
        {
            var expected = $"R{(char)NameOf(one).Length}{NameOf(one)}";
            var buffer = new byte[expected.Length];
            var received = 0;
            while (received < buffer.Length)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(received)).InTime();
                if (count == 0)
                {
                    Assert.Equal(0, received);
                    return false;
                }

                received += count;
            }

            Assert.Equal(expected, Encoding.Latin1.GetString(buffer));
        }

        return true;
    }
}
