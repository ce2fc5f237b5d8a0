using System.Globalization;
using System.Text;

namespace TestingUnderFaults;

/// <summary>The program under test: asks a thermometer (<c>READ</c>) and reads one line. It knows nothing of Tincan.</summary>
public sealed class ThermometerClient(Stream connection, TimeSpan patience)
{
    /// <summary>Asks for the temperature.</summary>
    /// <exception cref="IOException">The connection broke, or ended before the whole answer had come.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public async Task<double> ReadAsync()
    {
        await connection.WriteAsync("READ\n"u8.ToArray());
        var line = await ReadLineAsync().WaitAsync(patience);
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    /// <summary>A reader that takes the end of the stream for the end of a line would make 2 degrees of half of 21.5.</summary>
    private async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (await connection.ReadAsync(next) > 0)
        {
            if (next[0] == '\n')
            {
                return line.ToString();
            }

            line.Append((char)next[0]);
        }

        throw new IOException($"the thermometer hung up after '{line}'");
    }
}
