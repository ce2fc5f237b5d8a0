// An echo server, one that reverses lines, or a proxy: a goroutine for each connection, as the documentation of Go shows it.
//
//	server echo|reverse PORT
//	server proxy PORT TARGET
package main

import (
	"bufio"
	"io"
	"log"
	"net"
	"os"
)

const buffer = 64 * 1024

func echo(client net.Conn) {
	defer client.Close()
	bytes := make([]byte, buffer)
	for {
		count, err := client.Read(bytes)
		if count > 0 {
			if _, err := client.Write(bytes[:count]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func reverse(client net.Conn) {
	defer client.Close()
	reader, writer := bufio.NewReader(client), bufio.NewWriter(client)
	writer.WriteString("Welcome to CS 352!")
	for {
		// What has been answered is sent when there is no other line to answer.
		if reader.Buffered() == 0 && writer.Flush() != nil {
			return
		}
		line, err := reader.ReadString('\n')
		if err != nil {
			writer.Flush()
			return
		}
		runes := []rune(line[:len(line)-1])
		for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
			runes[i], runes[j] = runes[j], runes[i]
		}
		writer.WriteString(string(runes))
		writer.WriteByte('\n')
	}
}

func proxy(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", os.Args[3])
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		io.Copy(server, client)
		server.(*net.TCPConn).CloseWrite()
	}()
	io.Copy(client, server)
	client.(*net.TCPConn).CloseWrite()
}

func main() {
	serve := map[string]func(net.Conn){"echo": echo, "reverse": reverse, "proxy": proxy}[os.Args[1]]
	listener, err := net.Listen("tcp4", "127.0.0.1:"+os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(client)
	}
}
