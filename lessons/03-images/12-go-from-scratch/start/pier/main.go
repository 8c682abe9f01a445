// Pier is a web server that tells which boat lies at the pier. If the variable STATION has the address of a weather
// station, it asks there how the wind blows.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	log.Println("pier listens on port 8080")
	log.Fatal(http.ListenAndServe(":8080", pier{station: os.Getenv("STATION")}))
}

type pier struct{ station string }

func (p pier) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintln(w, "At the pier: Seagull")
	if p.station == "" {
		return
	}
	wind, err := ask(p.station)
	if err != nil {
		log.Println(err)
		fmt.Fprintln(w, "No word from the weather station:", err)
		return
	}
	fmt.Fprint(w, "Wind: ", wind)
}

// ask returns the beginning of what is found at an address.
func ask(address string) (string, error) {
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get(address)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers %s", address, answer.Status)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1000))
	return string(text), err
}
