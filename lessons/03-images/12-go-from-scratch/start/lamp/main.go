// Lamp is a web server that serves one page, from the file page.html in the folder where it is started.
package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	page, err := os.ReadFile("page.html")
	if err != nil {
		log.Fatal("no page to serve: ", err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.Write(page) })
	log.Println("lamp listens on port 9000")
	log.Fatal(http.ListenAndServe(":9000", nil))
}
